/// The metrics that are about booking requests which wait in a queue.
extension MetricCatalogue {
  static var queue: [Metric] {
    [
      Metric(
        "queue_wait",
        .trend,
        .milliseconds,
        .lower,
        "From a booking request's being taken into the queue to its end there; its visitor learns of it later.",
        tags: [.priority, .code]
      ) { run, selection in
        var durations = Durations()
        for request in run.samples.queued where selection.contains(request) && request.code != "WITHDRAWN" {
          durations.record(request.wait)
        }
        return .durations(durations)
      },
      Metric(
        "estimate_error",
        .trend,
        .milliseconds,
        .lower,
        "How far the wait that a visitor was told with the place in the queue was off.",
        tags: [.priority, .code]
      ) { run, selection in
        .durations(Durations(run.samples.queued.filter { selection.contains($0) }.compactMap(\.estimateError)))
      },
      Metric(
        "estimates_kept",
        .rate,
        .share,
        .higher,
        "Waits that were told within 30 % or 3 s of what they came to, whichever is more.",
        tags: [.priority, .code]
      ) { run, selection in
        let kept = run.samples.queued.filter { selection.contains($0) }.compactMap(\.isWellEstimated)
        return .share(events: kept.count { $0 }, trials: kept.count)
      },
      Metric(
        "queued",
        .counter,
        .count,
        .neither,
        "Booking requests that were taken into the queue.",
        tags: [.priority, .code]
      ) { run, selection in
        .count(run.samples.queued.count { selection.contains($0) }, seconds: selection.seconds(in: run))
      },
    ]
  }
}
