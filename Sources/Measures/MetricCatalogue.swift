import Measurements

/// Every metric that a run can be measured by. A new one is one more entry here.
package enum MetricCatalogue {
  /// By name.
  package static let all: [Metric] = (times + outcomes + calls + peaks + rest).sorted { $0.name < $1.name }

  package static let names: [String] = all.map(\.name)

  package static func named(_ name: String) -> Metric? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  // MARK: Time

  private static var times: [Metric] {
    [
      .wishes("time_to_booking", "From a visitor's first intended request to the confirmation; who gives up: never.") {
        $0.endedAt - $0.at
      },
      .wishes("association_delay", "From the confirmation to the last association in HubSpot.", \.associationDelay),
      .wishes("note_delay", "From the confirmation to the note in HubSpot.", \.noteDelay),
      .wishes("counter_delay", "From the confirmation until HubSpot's counter counts it.", \.counterDelay),
      Metric(
        "response_time",
        .trend,
        .milliseconds,
        .lower,
        "From the intended sending of a booking request to its answer.",
        tags: ["outcome", "code"]
      ) { run, selection in
        .durations(run.samples.attempts.filter { selection.contains($0) }.map { $0.answeredAt - $0.at }, never: 0)
      },
      Metric(
        "hubspot_time",
        .trend,
        .milliseconds,
        .lower,
        "From the sending of an admitted HubSpot request to its answer.",
        tags: ["call", "origin", "bucket", "status"]
      ) { run, selection in
        let admitted = run.samples.requests.lazy.filter { $0.refusedBy == nil && selection.contains($0) }
        return .durations(admitted.map { $0.answeredAt - $0.at }, never: 0)
      },
    ]
  }

  // MARK: What became of visitors

  private static var outcomes: [Metric] {
    [
      .success("success", "Confirmed among the wishes that could be met.") { $0.end == .confirmed },
      .success("first_attempt_success", "Confirmed at the first attempt.", \.isConfirmedAtFirstAttempt),
      .count("offered", .neither, "Wishes for a booking.") { _ in true },
      .count("confirmed", .higher, "Wishes that ended with a booking.") { $0.end == .confirmed },
      .count("refused", .neither, "Wishes that ended with a refusal.") {
        if case .refused = $0.end { true } else { false }
      },
      .count("failed", .lower, "Wishes that failed, their visitors not coming back.") {
        if case .failed = $0.end { true } else { false }
      },
      .count("abandoned", .lower, "Wishes given up after the last come-back.") {
        if case .abandoned = $0.end { true } else { false }
      },
      Metric("attempts", .counter, .count, .neither, "Booking requests.", tags: ["outcome", "code"]) { run, selection in
        .count(run.samples.attempts.count { selection.contains($0) }, seconds: selection.seconds(in: run))
      },
      Metric(
        "booked_without",
        .rate,
        .share,
        .higher,
        "Confirmed without a HubSpot call of a name since the first request for the booking.",
        tags: ["call"]
      ) { run, selection in
        run.samples.bookedWithout(selection)
      },
      Metric(
        "bookings_per_minute",
        .gauge,
        .perMinute,
        .higher,
        "Confirmed, from the first wish to the last confirmation.",
        takesWindow: false
      ) {
        run,
        _ in
        let confirmed = run.samples.wishes.filter { $0.end == .confirmed }
        guard let first = run.samples.wishes.map(\.at).min(), let last = confirmed.map(\.endedAt).max(), last > first
        else {
          return .gauge(nil)
        }
        return .gauge(Double(confirmed.count) * 60e9 / Double(last - first))
      },
    ]
  }

  // MARK: Calls

  private static var calls: [Metric] {
    [
      Metric("requests", .counter, .count, .lower, "Requests sent to HubSpot.", tags: RequestSample.tags) {
        run,
        selection in
        .count(run.samples.requests.count { selection.contains($0) }, seconds: selection.seconds(in: run))
      },
      Metric("refusals", .counter, .count, .lower, "Requests answered 429.", tags: RequestSample.tags) {
        run,
        selection in
        let refused = run.samples.requests.count { $0.refusedBy != nil && selection.contains($0) }
        return .count(refused, seconds: selection.seconds(in: run))
      },
      // The policy says which 429s count; the others are trials all the same.
      .requestShare("share_429", .lower, "Requests answered 429, by policy of those sent.", ignoring: "policy") {
        request,
        selection in
        request.refusedBy != nil && selection.contains(request)
      },
      .requestShare("retry_share", .lower, "Requests that repeat a refused or failed one.") { request, _ in
        request.tryNumber > 0
      },
      Metric(
        "failed_calls",
        .rate,
        .share,
        .lower,
        "Logical calls still refused after their last retry.",
        tags: ["call", "origin", "bucket"]
      ) {
        run,
        selection in
        let requests = run.samples.requests.lazy.filter { selection.contains($0) }
        return .share(events: requests.count(where: \.isFinalRefusal), trials: requests.count { $0.tryNumber == 0 })
      },
      Metric(
        "calls_per_booking",
        .gauge,
        .perBooking,
        .lower,
        "Requests sent, divided by the confirmed bookings.",
        tags: RequestSample.tags
      ) { run, selection in
        let confirmed = run.samples.wishes.count { $0.end == .confirmed }
        let sent = run.samples.requests.count { selection.contains($0) }
        return .gauge(confirmed > 0 ? Double(sent) / Double(confirmed) : nil)
      },
    ]
  }

  // MARK: Peaks

  private static var peaks: [Metric] {
    [
      .peak("peak_sent", .lower, "Most requests sent in any window of a limit.") { $0.sent },
      .peak("peak_admitted", .neither, "Most requests admitted in any window of a limit.") { $0.admitted },
      .peak("peak_demanded", .lower, "Most requests in any window if nothing were refused.", needsDemand: true) {
        $0.demanded
      },
    ]
  }

  // MARK: The rest

  private static var rest: [Metric] {
    [
      Metric(
        "integrity_findings",
        .counter,
        .count,
        .lower,
        "What the audit found wrong.",
        tags: ["kind"],
        takesWindow: false
      ) {
        run,
        selection in
        let kind = selection.tags["kind"]
        return .count(
          run.summary.audit.count { kind == nil || $0.kind.rawValue == kind },
          seconds: selection.seconds(in: run)
        )
      },
      Metric("alerts", .counter, .count, .neither, "Alerts raised.", tags: ["name", "severity"], takesWindow: false) {
        run,
        selection in
        let raised = run.summary.alerts.count { alert in
          selection.tags.allSatisfy { $0.value == ($0.key == "name" ? alert.name : alert.severity) }
        }
        return .count(raised, seconds: selection.seconds(in: run))
      },
      Metric(
        "queue_longest",
        .gauge,
        .count,
        .lower,
        "Most items that a queue has held.",
        tags: ["queue"],
        takesWindow: false
      ) {
        run,
        selection in
        let queues = run.summary.queues.filter {
          selection.tags["queue"].map { [name = $0.name] in $0 == name } ?? true
        }
        return .gauge(queues.map { Double($0.longest) }.max())
      },
      Metric("store_memory", .gauge, .bytes, .lower, "What the key-value store holds at the end.", takesWindow: false) {
        run,
        _ in
        .gauge(Double(run.summary.store.usedMemoryBytes))
      },
      Metric(
        "pass_interval",
        .gauge,
        .seconds,
        .neither,
        "From one pass of a background job to the next, on average over the run.",
        tags: ["job"],
        takesWindow: false
      ) { run, selection in
        let jobs = run.summary.jobs.filter { job in selection.tags["job"].map { $0 == job.name } ?? true }
        let passes = jobs.reduce(0) { $0 + $1.passes }
        // Each job of each instance passes for the length of the run.
        let seconds = run.summary.endedAtSeconds * Double(jobs.count * run.summary.instances)
        return .gauge(passes > 0 ? seconds / Double(passes) : nil)
      },
      Metric("ended_at", .gauge, .seconds, .neither, "When everything was at rest.", takesWindow: false) { run, _ in
        .gauge(run.summary.endedAtSeconds)
      },
    ]
  }
}

extension RequestSample {
  static let tags = ["call", "origin", "bucket", "policy", "status"]
}

extension Selection {
  /// The seconds in which the selected things could happen: the window, or from the start until the last visitor had
  /// an answer; what jobs do after that is not counted as time.
  func seconds(in run: MeasuredRun) -> Double {
    if let window { return Double(window.upperBound - window.lowerBound) / 1e9 }
    return Double(run.samples.wishes.map(\.endedAt).max() ?? 0) / 1e9
  }
}

extension Metric {
  /// A time that confirmed wishes have; those that failed or were given up never got there, and refused ones do not
  /// count.
  fileprivate static func wishes(
    _ name: String,
    _ summary: String,
    _ time: @escaping @Sendable (WishSample) -> Int64?
  ) -> Metric {
    // The delays that follow a confirmation are about confirmed bookings only.
    let isOfAll = name == "time_to_booking"
    return Metric(name, .trend, .milliseconds, .lower, summary) { run, selection in
      var (times, never): ([Int64], Int) = ([], 0)
      for wish in run.samples.wishes where selection.contains(wish) {
        switch wish.end {
        case .confirmed: if let time = time(wish) { times.append(time) } else { never += 1 }
        case .failed, .abandoned, .inFlight: never += isOfAll ? 1 : 0
        case .refused: continue
        }
      }
      return .durations(times, never: never)
    }
  }

  /// A share of the wishes that could be met: those that were not refused lawfully.
  fileprivate static func success(
    _ name: String,
    _ summary: String,
    _ isEvent: @escaping @Sendable (WishSample) -> Bool
  ) -> Metric {
    Metric(name, .rate, .share, .higher, summary) { run, selection in
      let possible = run.samples.wishes.filter { wish in
        if case .refused(_, isLawful: true) = wish.end { return false }
        return selection.contains(wish)
      }
      return .share(events: possible.count(where: isEvent), trials: possible.count)
    }
  }

  fileprivate static func count(
    _ name: String,
    _ better: Preference,
    _ summary: String,
    _ isEvent: @escaping @Sendable (WishSample) -> Bool
  ) -> Metric {
    Metric(name, .counter, .count, better, summary, tags: ["code"]) { run, selection in
      let events = run.samples.wishes.count { selection.contains($0) && isEvent($0) }
      return .count(events, seconds: selection.seconds(in: run))
    }
  }

  /// - Parameter ignored: a tag that selects events among the trials, not the trials.
  fileprivate static func requestShare(
    _ name: String,
    _ better: Preference,
    _ summary: String,
    ignoring ignored: String? = nil,
    _ isEvent: @escaping @Sendable (RequestSample, Selection) -> Bool
  ) -> Metric {
    let tags = ["call", "origin", "bucket"] + (ignored.map { [$0] } ?? [])
    return Metric(name, .rate, .share, better, summary, tags: tags) { run, selection in
      var (events, trials) = (0, 0)
      for request in run.samples.requests where selection.contains(request, ignoring: ignored) {
        trials += 1
        if isEvent(request, selection) { events += 1 }
      }
      return .share(events: events, trials: trials)
    }
  }

  /// A peak of one of the run's limits, the ten-second one unless a bucket is named: `ten_second`, `search`, `burst`
  /// (all calls in a second) or `all_calls` (in ten seconds).
  fileprivate static func peak(
    _ name: String,
    _ better: Preference,
    _ summary: String,
    needsDemand: Bool = false,
    _ count: @escaping @Sendable (PeakNumbers) -> Int?
  ) -> Metric {
    Metric(name, .gauge, .count, better, summary, tags: ["bucket"], takesWindow: false, needsDemand: needsDemand) {
      run,
      selection in
      let bucket = selection.tags["bucket"] ?? "ten_second"
      return .gauge(run.summary.hubSpot.peaks.first { $0.bucket == bucket }.flatMap(count).map(Double.init))
    }
  }
}
