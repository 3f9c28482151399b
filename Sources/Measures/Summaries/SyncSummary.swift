/// What a run of a sync came to: plain numbers, with the unit in the key.
package struct SyncSummary: Sendable, Encodable {
  package let design: String
  package let seed: UInt64
  package let digest: String
  package let records: SyncRecordNumbers
  /// Until the last instance had nothing left to do.
  package let durationSeconds: Double
  /// Calls by kind, 429s, windows against their limits.
  package let hubSpot: HubSpotNumbers
  /// The most batches that ever waited in the journal, and the most records in them; 0 for designs without one.
  package let deepestQueue: Int
  package let deepestQueueRecords: Int
  /// How often an instance died.
  package let deaths: Int
  /// In the order in which they came.
  package let urgent: [SyncUrgentFile]
  /// At each tenth of the work.
  package let progress: [SyncProgressMark]
  /// In the order in which they were raised; their names are those of `SyncAlertKind`.
  package let alerts: [AlertRecord]
  /// In the order in which they were buried.
  package let deadLetters: [SyncDeadLetter]
  /// Empty when the run was sound.
  package let findings: [SyncFinding]

  package init(
    design: String,
    seed: UInt64,
    digest: String,
    records: SyncRecordNumbers,
    durationSeconds: Double,
    hubSpot: HubSpotNumbers,
    deepestQueue: Int,
    deepestQueueRecords: Int,
    deaths: Int,
    urgent: [SyncUrgentFile] = [],
    progress: [SyncProgressMark] = [],
    alerts: [AlertRecord] = [],
    deadLetters: [SyncDeadLetter],
    findings: [SyncFinding]
  ) {
    self.design = design
    self.seed = seed
    self.digest = digest
    self.records = records
    self.durationSeconds = durationSeconds
    self.hubSpot = hubSpot
    self.deepestQueue = deepestQueue
    self.deepestQueueRecords = deepestQueueRecords
    self.deaths = deaths
    self.urgent = urgent
    self.progress = progress
    self.alerts = alerts
    self.deadLetters = deadLetters
    self.findings = findings
  }

  package var isSound: Bool { findings.isEmpty }

  /// Records of the source, whether they had to be sent or not, a second; nil for a run that took no time.
  package var recordsPerSecond: Double? { durationSeconds > 0 ? Double(records.source) / durationSeconds : nil }

  /// How many alerts of a kind were raised.
  package func alerts(_ kind: SyncAlertKind) -> Int { alerts.count { $0.name == kind.rawValue } }

  /// The longest time from the arrival of an urgent file until its last record was settled; nil when there was none, or one
  /// never was.
  package var urgentSettledAfter: Double? {
    let times = urgent.compactMap(\.settledAfterSeconds)
    return times.count == urgent.count ? times.max() : nil
  }

  /// Calls that were refused by a limit or answered with an error.
  package var wastedCalls: Int { hubSpot.total.refused + hubSpot.total.errorsByStatus.values.reduce(0, +) }

  /// Dead letters by their reason.
  package var deadLettersByReason: [String: Int] {
    deadLetters.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
  }

  /// What was wrong, by its kind.
  package var findingsByKind: [SyncFinding.Kind: Int] { findings.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 } }

  private enum CodingKeys: String, CodingKey {
    case design, seed, digest, records, calls, deaths, findings, urgent, progress, alerts
    case durationSeconds = "duration_seconds"
    case recordsPerSecond = "records_per_second"
    case wastedCalls = "wasted_calls"
    case deepestQueue = "deepest_queue_batches"
    case deepestQueueRecords = "deepest_queue_records"
    case deadLetters = "dead_letters"
    case deadLettersByReason = "dead_letters_by_reason"
    case findingsByKind = "findings_by_kind"
  }

  private enum CallKeys: String, CodingKey {
    case total, peaks
    case byLabel = "by_call"
    case logicalFailures = "logical_failures"
  }

  /// More dead letters, and more findings, are counted only.
  private static let mostListed = 1_000

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(design, forKey: .design)
    try container.encode(seed, forKey: .seed)
    try container.encode(digest, forKey: .digest)
    try container.encode(records, forKey: .records)
    try container.encode(durationSeconds, forKey: .durationSeconds)
    try container.encode(recordsPerSecond, forKey: .recordsPerSecond)
    try container.encode(wastedCalls, forKey: .wastedCalls)
    try container.encode(deepestQueue, forKey: .deepestQueue)
    try container.encode(deepestQueueRecords, forKey: .deepestQueueRecords)
    try container.encode(deaths, forKey: .deaths)
    try container.encode(urgent, forKey: .urgent)
    try container.encode(progress, forKey: .progress)
    try container.encode(Array(alerts.prefix(Self.mostListed)), forKey: .alerts)
    try container.encode(deadLettersByReason, forKey: .deadLettersByReason)
    try container.encode(Array(deadLetters.prefix(Self.mostListed)), forKey: .deadLetters)
    let kinds = Dictionary(uniqueKeysWithValues: findingsByKind.map { ($0.rawValue, $1) })
    try container.encode(kinds, forKey: .findingsByKind)
    try container.encode(Array(findings.prefix(Self.mostListed)), forKey: .findings)
    var calls = container.nestedContainer(keyedBy: CallKeys.self, forKey: .calls)
    try calls.encode(hubSpot.total, forKey: .total)
    try calls.encode(hubSpot.byLabel, forKey: .byLabel)
    try calls.encode(hubSpot.logicalFailures, forKey: .logicalFailures)
    try calls.encode(hubSpot.peaks, forKey: .peaks)
  }
}

/// How many records a sync had to do with.
package struct SyncRecordNumbers: Hashable, Sendable, Codable {
  /// In the source.
  package var source: Int
  /// In HubSpot at the start, and known to the journal.
  package var before: Int
  /// Of the source, in HubSpot at the end with the content last given.
  package var arrived: Int
  /// Sendings of a record that HubSpot had already as it was.
  package var resent: Int

  package init(source: Int, before: Int, arrived: Int, resent: Int) {
    self.source = source
    self.before = before
    self.arrived = arrived
    self.resent = resent
  }
}

/// A record that could not be brought to HubSpot.
package struct SyncDeadLetter: Hashable, Sendable, Codable {
  package let key: String
  package let reason: String

  package init(key: String, reason: String) {
    self.key = key
    self.reason = reason
  }
}
