/// What runs of a sync can be measured by. A new one is an entry here.
package struct SyncMeasure: Sendable {
  package let measure: RunMeasure
  /// Nil where there is nothing to measure.
  package let value: @Sendable (SyncSummary) -> Double?

  private init(
    _ name: String,
    _ unit: MeasureUnit,
    _ better: Preference,
    _ summary: String,
    _ value: @escaping @Sendable (SyncSummary) -> Double?
  ) {
    measure = RunMeasure(name, unit, better, summary)
    self.value = value
  }

  /// In the order in which reports show them.
  package static let all: [SyncMeasure] = [
    SyncMeasure("duration", .seconds, .lower, "Until the last instance had nothing left to do.", \.durationSeconds),
    SyncMeasure("records_per_second", .perSecond, .higher, "Records of the source, sent or not, a second.") {
      $0.recordsPerSecond
    },
    SyncMeasure("records_per_hour", .count, .higher, "The same an hour.") { $0.recordsPerSecond.map { $0 * 3_600 } },
    SyncMeasure("success", .share, .higher, "Records of the source in HubSpot at the end, with the content last given.")
    {
      $0.records.source > 0 ? Double($0.records.arrived) / Double($0.records.source) : nil
    },
    SyncMeasure("calls", .count, .lower, "Requests to HubSpot, refused ones included.") {
      Double($0.hubSpot.total.sent)
    },
    SyncMeasure("share_429", .share, .lower, "Requests answered 429 among those sent.") { $0.hubSpot.total.share429 },
    SyncMeasure("wasted_calls", .count, .lower, "Requests that were refused by a limit or answered with an error.") {
      Double($0.wastedCalls)
    },
    SyncMeasure("resent", .count, .lower, "Sendings of a record that HubSpot had already as it was.") {
      Double($0.records.resent)
    },
    SyncMeasure("queue_depth", .count, .lower, "The most records that waited in the journal.") {
      Double($0.deepestQueueRecords)
    },
    SyncMeasure("dead_letters", .count, .lower, "Records that were given up, with their reason.") {
      Double($0.deadLetters.count)
    },
    SyncMeasure("deaths", .count, .lower, "How often an instance died.") { Double($0.deaths) },
  ]

  /// Records that were given up.
  package static let deadLetters: SyncMeasure = {
    guard let measure = named("dead_letters") else { preconditionFailure("dead letters are no measure of a sync") }
    return measure
  }()

  package static func named(_ name: String) -> SyncMeasure? { all.first { $0.measure.name == name } }
}
