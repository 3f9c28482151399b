package import BulkSync
package import Measures

/// What a run of a sync came to.
package struct SyncSummary: Sendable {
  package let design: String
  package let seed: UInt64
  /// Of the source.
  package let records: Int
  /// Until the last instance had nothing left to do.
  package let durationSeconds: Double
  /// Calls by kind, 429s, windows against their limits.
  package let hubSpot: HubSpotNumbers
  /// The most batches that ever waited in the journal; 0 for designs without one.
  package let deepestQueue: Int
  package let deadLetters: [DeadLetter]
  /// How often an instance died.
  package let deaths: Int
  /// Empty when the run was sound.
  package let findings: [SyncFinding]
  package let digest: String

  /// Of the source, whether they had to be sent or not; nil for a run that took no time.
  package var recordsPerSecond: Double? { durationSeconds > 0 ? Double(records) / durationSeconds : nil }

  /// Calls that were refused by a limit or answered with an error.
  package var wastedCalls: Int { hubSpot.total.refused + hubSpot.total.errorsByStatus.values.reduce(0, +) }
}
