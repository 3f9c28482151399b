/// The metrics of the sync.
extension MetricCatalogue {
  static var sync: [Metric] {
    [
      Metric(ofSync: "duration", .gauge, .seconds, .lower, "Until the last instance had nothing left to do.") {
        run,
        _ in
        .gauge(run.durationSeconds)
      },
      Metric(
        ofSync: "records_per_second",
        .gauge,
        .perSecond,
        .higher,
        "Records of the source, sent or not, a second."
      ) { run, _ in
        .gauge(run.recordsPerSecond)
      },
      Metric(ofSync: "records_per_hour", .gauge, .count, .higher, "The same an hour.") { run, _ in
        .gauge(run.recordsPerSecond.map { $0 * 3_600 })
      },
      Metric(
        ofSync: "success",
        .rate,
        .share,
        .higher,
        "Records of the source in HubSpot at the end, with the content last given."
      ) { run, _ in
        .share(events: run.records.arrived, trials: run.records.source)
      },
      Metric(ofSync: "calls", .counter, .count, .lower, "Requests to HubSpot, refused ones included.") { run, _ in
        .count(run.hubSpot.total.sent, seconds: run.durationSeconds)
      },
      Metric(
        ofSync: "calls_saved",
        .gauge,
        .share,
        .higher,
        "Of a search and a write for each record of the source, the share that was not needed; 0 where more was sent."
      ) { run, _ in
        let most = 2 * run.records.source
        return .gauge(most > 0 ? max(0, 1 - Double(run.hubSpot.total.sent) / Double(most)) : nil)
      },
      Metric(ofSync: "share_429", .rate, .share, .lower, "Requests answered 429 among those sent.") { run, _ in
        .share(events: run.hubSpot.total.refused, trials: run.hubSpot.total.sent)
      },
      Metric(
        ofSync: "error_rate",
        .rate,
        .share,
        .lower,
        "Requests that were refused by a limit or answered with an error among those sent."
      ) { run, _ in
        .share(events: run.wastedCalls, trials: run.hubSpot.total.sent)
      },
      Metric(
        ofSync: "wasted_calls",
        .counter,
        .count,
        .lower,
        "Requests that were refused by a limit or answered with an error."
      ) { run, _ in
        .count(run.wastedCalls, seconds: run.durationSeconds)
      },
      Metric(ofSync: "resent", .counter, .count, .lower, "Sendings of a record that HubSpot had already as it was.") {
        run,
        _ in
        .count(run.records.resent, seconds: run.durationSeconds)
      },
      Metric(ofSync: "queue_depth", .gauge, .count, .lower, "The most records that waited in the journal.") { run, _ in
        .gauge(Double(run.deepestQueueRecords))
      },
      Metric(ofSync: "dead_letters", .counter, .count, .lower, "Records that were given up, with their reason.") {
        run,
        _ in
        .count(run.deadLetters.count, seconds: run.durationSeconds)
      },
      Metric(ofSync: "deaths", .counter, .count, .lower, "How often an instance died.") { run, _ in
        .count(run.deaths, seconds: run.durationSeconds)
      },
    ]
  }
}
