package import BulkSync
package import Measures

/// Something that a sound run of a sync keeps.
///
/// One invariant is one type, and one line in `SyncInvariants.all`; the name of its findings stands in `SyncFinding.Kind`.
package protocol SyncInvariant: Sendable {
  /// What its findings are called in reports and JSON.
  var name: SyncFinding.Kind { get }
  /// What a sound run keeps, in a sentence.
  var promise: String { get }
  /// What the audit cannot know of it, and therefore does not call wrong; empty when there is nothing.
  var cannotKnow: String { get }

  /// Where the run breaks it, in an order that is the same in each run.
  func findings(in run: AuditedSync) -> [SyncFinding]
}

/// The guarantees of a sync, in the order in which they are looked at and reported. `docs/bulk-sync.md` has them as a table,
/// which a test compares with this list.
package enum SyncInvariants {
  package static let all: [any SyncInvariant] = [
    RecordsPresent(), ContentsCurrent(), RecordsSingle(), NothingElseThere(), AcknowledgedNotSentAgain(),
    WorkFinished(),
    SyncLimitsKept(),
  ]
}

/// What the audit of a sync looks at, when the run is over.
package struct AuditedSync: Sendable {
  package var records: RecordComparison
  /// What was in HubSpot before.
  package var earlier: Set<RecordKey> = []
  /// Whether what is gone from the source must be gone from HubSpot.
  package var removes = false
  /// Records that were given up, with a reason: what HubSpot holds of them may be as it was.
  package var givenUp: Set<RecordKey> = []
  /// Records that were sent although their content was acknowledged and committed.
  package var sentAgain: [RecordKey] = []
  /// Whether the design tells by the journal what need not be sent.
  package var knowsChanges = true
  /// What the journal still has to do.
  package var progress = SyncProgress()
  /// What HubSpot finds when it looks its own windows through, in words.
  package var limitsExceeded: [String] = []

  package init(_ records: RecordComparison) { self.records = records }

  /// What is wrong with the run.
  package var findings: [SyncFinding] { SyncInvariants.all.flatMap { $0.findings(in: self) } }
}
