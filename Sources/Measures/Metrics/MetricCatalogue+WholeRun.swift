import VirtualTime

/// The metrics that are about the run as a whole.
extension MetricCatalogue {
  // MARK: Peaks

  static var peaks: [Metric] {
    [
      .peak("peak_sent", .lower, "Most requests sent in any window of a limit.") { $0.sent },
      .peak("peak_admitted", .neither, "Most requests admitted in any window of a limit.") { $0.admitted },
      .peak("peak_demanded", .lower, "Most requests in any window if nothing were refused.", needsDemand: true) {
        $0.demanded
      },
    ]
  }

  // MARK: The rest

  static var rest: [Metric] {
    [
      Metric(
        "integrity_findings",
        .counter,
        .count,
        .lower,
        "What the audit found wrong.",
        tags: [.finding],
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
      Metric(
        "queue_longest",
        .gauge,
        .count,
        .lower,
        "Most items that a queue has held.",
        tags: [.queue],
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
        tags: [.job],
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
