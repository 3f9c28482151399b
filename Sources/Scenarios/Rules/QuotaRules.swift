import AccountScenarios
import BookingCore
import LoadGeneration
import SimulatedHubSpot

extension ScenarioRule {
  /// What is merely hopeless is run, and said before.
  static let quotas = [
    ScenarioRule(
      "deadline-leaves-time",
      .warned,
      binding: [
        "core.request_deadline_seconds", "core.cold_start_seconds", "hubspot.latency.median_ms",
        "hubspot.latency.sigma",
      ]
    ) { draft in
      let times = CallTimes(draft, draft.hubSpot.latency.resolved)
      let read = max(times.median(Labels.contactRead), times.median(Labels.examRead))
      let least = read + times.median(Labels.bookingCreate) + times.median(Labels.contactUpdate)
      let (coldStart, deadline) = (draft.core.coldStart, draft.core.requestDeadline)
      guard deadline < coldStart + least * 3 / 2 else { return nil }
      let giveUp = "a request is given up after \(seconds(deadline)) s"
      guard coldStart < deadline else {
        return "an instance takes core.cold_start_seconds, \(seconds(coldStart)) s, to begin its work, and \(giveUp): "
          + "none that a new instance is started for is ever answered."
      }
      let before = coldStart > .zero ? "core.cold_start_seconds is \(seconds(coldStart)), " : ""
      return before
        + "the calls that no design does without usually take \(seconds(least)) s, and \(giveUp): most will end "
        + "in a time-out, and many in the hands of the recovery."
    },
    ScenarioRule(
      "others-leave-room",
      .warned,
      binding: [
        "hubspot.other_traffic.share_percent", "hubspot.burst_per_second", "hubspot.tier", "hubspot.ten_second_limit",
        "hubspot.search_limit_per_second", "hubspot.episodes",
      ]
    ) { draft in
      let (limits, others) = (draft.hubSpot.limits, draft.hubSpot.worst.otherTraffic)
      guard others.tenSecondPercent < 95 else {
        return "other apps ask for \(others.tenSecondPercent) % of the quotas: next to nothing is left for bookings."
      }
      let calls = Self.callsPerSecond(of: others, limits)
      guard let burst = limits.burst, calls >= Double(burst.limit) else { return nil }
      return "other apps send \(calls) calls a second, and hubspot.burst_per_second lets \(burst.limit) pass: next to "
        + "nothing is left for bookings."
    },
    ScenarioRule(
      "workers-leave-room",
      .warned,
      binding: [
        "core.association_interval_seconds", "core.note_interval_seconds", "hubspot.other_traffic.share_percent",
        "hubspot.ten_second_limit", "hubspot.episodes",
      ]
    ) { draft in
      let (settings, limit) = (draft.coreSettings, draft.hubSpot.worst.limits.tenSecond)
      // Two batches of associations and one of notes a pass, as long as there is anything to write.
      let calls = limit.window / settings.associationInterval * 2 + limit.window / settings.noteInterval
      let left = limit.limit * max(0, 100 - draft.hubSpot.worst.otherTraffic.tenSecondPercent) / 100
      guard calls > Double(left) else { return nil }
      return "workers with something to write send \(Int(calls.rounded(.up))) calls in 10 s, and the quota leaves "
        + "\(left) of them to this app: in designs with queues everybody else may starve, and the run may not come to rest."
    },
    ScenarioRule(
      "daily-quota-lasts",
      .warned,
      binding: [
        "hubspot.daily_limit", "hubspot.other_traffic.share_percent", "load.arrivals", "run.drain_limit_seconds",
      ]
    ) { draft in
      let limits = draft.hubSpot.limits
      guard let daily = limits.daily, let needed = draft.dailyDemand, needed > Double(daily) else { return nil }
      return "bookings and other apps need some \(Int(min(needed, 1e15))) calls until the drain ends, and a day has "
        + "\(daily): what is left then waits for the next day, and the run may not come to rest."
    },
    ScenarioRule(
      "queues-empty-in-time",
      .warned,
      binding: [
        "core.queue_batch", "core.association_interval_seconds", "core.note_interval_seconds", "load.arrivals",
        "run.drain_limit_seconds",
      ]
    ) { draft in
      let (backlog, settings) = (draft.longestBacklog, draft.coreSettings)
      guard backlog > draft.run.drainLimit else { return nil }
      return "a worker that writes \(settings.queueBatch) items every "
        + "\(seconds(max(settings.associationInterval, settings.noteInterval))) s still has work for \(seconds(backlog)) s "
        + "when the last visitor has come, and a run may go on for \(seconds(draft.run.drainLimit)) s: in designs with "
        + "queues it may not come to rest."
    },
  ]

  fileprivate static func callsPerSecond(of others: OtherTraffic, _ limits: HubSpotLimits) -> Double {
    let tenths = Double(limits.tenSecond.limit * others.tenSecondPercent) / 10
    let searches = Double(limits.search.limit * others.searchPercent)
    return (tenths + searches) / 100
  }
}

extension ScenarioDraft {
  /// The calls that count in a day's quota until the drain ends; nil while there is no load.
  fileprivate var dailyDemand: Double? {
    guard let arrivals = load.arrivals, let estimate else { return nil }
    let limits = hubSpot.limits
    let others = ScenarioRule.callsPerSecond(of: hubSpot.otherTraffic, limits) * (run.drainLimit / .seconds(1))
    // What the edge refuses counts nowhere.
    let rush = (arrivals.span + load.visitors.longestComeBack.longest) / .seconds(1)
    let passing = limits.burst.map { Double($0.limit) * (rush + 1) } ?? .infinity
    return others + min(Double(estimate.requests), passing)
  }

  /// How long the slower of the queues takes to empty after the last arrival, if every visitor books, cancels and books
  /// again who may.
  fileprivate var longestBacklog: Duration {
    guard let arrivals = load.arrivals else { return .zero }
    let settings = coreSettings
    let interval = max(settings.associationInterval, settings.noteInterval)
    let passesMeanwhile = (arrivals.span / interval).rounded(.down)
    let passes =
      Double(arrivals.expectedCount) * Double(load.visitors.mostWrites) / Double(core.settings.queueBatch)
      - passesMeanwhile
    // A century is enough to say that it is too long.
    return passes > 0 ? .seconds(Int64(min(passes.rounded(.up) * (interval / .seconds(1)), 3e9))) : .zero
  }
}
