import VirtualTime

/// The metrics that are about waiting: how long, how evenly, and what for.
extension MetricCatalogue {
  static var waiting: [Metric] {
    [
      Metric(
        "waiting_time",
        .trend,
        .milliseconds,
        .lower,
        "From a visitor's first intended request to the end of the wish, whichever that is.",
        tags: [.code]
      ) { run, selection in
        .durations(run.samples.waits { selection.contains($0) })
      },
      Metric(
        "fairness",
        .gauge,
        .share,
        .higher,
        "Jain's index of the waiting times of those not refused: 100 % when all wait equally long.",
        takesWindow: false
      ) { run, _ in
        .gauge(run.samples.fairness)
      },
      Metric(
        "confirmed_first_minute",
        .gauge,
        .count,
        .higher,
        "Bookings confirmed within a minute of the first wish.",
        takesWindow: false
      ) { run, _ in
        .gauge(Double(run.samples.confirmed(within: VirtualSpan(.seconds(60)))))
      },
      Metric(
        "wasted_calls",
        .counter,
        .count,
        .lower,
        "Requests that came to nothing: answered 429 or 5xx, or sent for a wish that failed or was given up.",
        tags: MetricTag.ofRequests
      ) { run, selection in
        .count(run.samples.wastedCalls(selection), seconds: selection.seconds(in: run))
      },
      Metric(
        "quota_unused",
        .gauge,
        .share,
        .lower,
        "Of the ten-second limit, what was not used while somebody had waited for more than 2 s, on average.",
        takesWindow: false
      ) { run, _ in
        .gauge(run.samples.unusedQuota(whileWaiting: VirtualSpan(.seconds(2))))
      },
      Metric(
        "all_done",
        .gauge,
        .seconds,
        .lower,
        "From the first wish until all had ended and what the bookings lead to stood in HubSpot.",
        takesWindow: false
      ) { run, _ in
        .gauge(run.samples.allDone?.seconds)
      },
    ]
  }
}
