import BookingCore
import Settings
import Texts

extension ScenarioRule {
  static let cron = [
    // Runs that are called from outside are ended where they stand, so that of a job there are soon two.
    lease(
      "job-outlasts-ended-run",
      .refused,
      "core.job_lease_seconds",
      \.jobLease,
      { $0.longestOfJob },
      "what a run has sent last before it was ended lands before the next one takes its job over",
      where: { $0.core.jobs == .cron }
    ),
    ScenarioRule(
      "run-holds-calls",
      .refused,
      binding: CalledRun.keys + [
        "hubspot.latency.median_ms", "hubspot.latency.batch_extra_per_input_ms", "hubspot.episodes",
      ]
    ) { draft in
      guard let run = CalledRun(draft) else { return nil }
      let least = CallTimes(draft).longestPass
      guard run.time < least else { return nil }
      return
        "a run with something to do makes up to \(CallTimes.callsInARow) calls in a row, which take up to \(seconds(least)) s, "
        + "and \(run.end), each time: what there is to do is never done. Expected \(run.expected(least))."
    },
  ]

  /// What designs demand whose store counts seats, and is compared with HubSpot exam by exam.
  static let counting = [
    ScenarioRule("run-holds-pass", .refused, binding: CalledRun.keys + ["portal.exams", "store.command_ms"]) { draft in
      guard let run = CalledRun(draft) else { return nil }
      let least = CallTimes(draft).reconciliation(ofExams: draft.portal.exams, store: draft.store.commandLatency)
      guard run.time < least else { return nil }
      return
        "a run that counts \(draft.portal.exams) exams one after the other takes \(seconds(least)) s, and \(run.end), each "
        + "time: the last exams are never compared, and the run does not come to rest. Expected \(run.expected(least)), fewer "
        + "exams, or seats=store-summed, which counts many at once."
    }
  ]
}

extension ScenarioDraft {
  /// Reports keys of `cron` that nobody would read, and those that no host keeps.
  func checkCron(_ reading: inout SettingsReading) {
    guard reading.areSound("core.jobs", "cron") else { return }
    guard core.jobs == .cron else {
      guard cron != Scenario.Cron() else { return }
      return reading.report(
        "is not read with core.jobs \(core.jobs.rawValue); expected core.jobs: cron, or no such key.",
        at: reading.place(of: "cron"),
        besides: "core.jobs"
      )
    }
    let shortest = "cron.shortest_interval_seconds"
    for name in CronKeys.intervalNames {
      let key = "cron.interval_seconds.\(name)"
      guard let interval = cron.intervals[name], interval < cron.shortestInterval, reading.areSound(key, shortest)
      else { continue }
      reading.report(
        "is \(TimeUnit.seconds.text(interval)); expected at least \(shortest) "
          + "(\(TimeUnit.seconds.text(cron.shortestInterval))): the host calls no job more often.",
        at: reading.place(of: key, shortest),
        besides: shortest
      )
    }
    if core.host == .anInstanceARequest, cron.at == .all {
      reading.report(
        "is all, but with core.host an-instance-a-request there is no instance without a request; expected one.",
        at: reading.place(of: "cron.at"),
        besides: "core.host"
      )
    }
  }
}
