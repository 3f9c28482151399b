package import BulkSync
import DeterministicRuntime
import HubSpotAPI
package import SyncScenarios

/// Where the records of a scenario come from: made when they are needed, or given.
package enum SyncRecords: Sendable {
  case sample(SyncSourceSettings.Sample)
  case given(SyncData)

  /// Takes its time for a sample of many.
  package func made() -> SyncData {
    switch self {
    case .sample(let sample): SyncData(sample)
    case .given(let data): data
    }
  }
}

/// The records of a scenario: what the sync is given, and what HubSpot and the journal hold before. The same for all its runs.
package struct SyncData: Sendable {
  package let source: SyncSource
  package let before: [SourceRecord]

  package init(_ records: [SourceRecord], before: [SourceRecord] = []) {
    source = SyncSource(digest: Self.digest(of: records), records: records)
    self.before = before
  }

  package init(_ sample: SyncSourceSettings.Sample) {
    let made = SampleRecords(count: sample.records, seed: UInt64(sample.seed))
    guard sample.isIncremental else {
      self.init(made.records)
      return
    }
    let next = made.next(
      changed: (sample.changedPercent ?? 0) / 100,
      added: (sample.addedPercent ?? 0) / 100,
      removed: (sample.removedPercent ?? 0) / 100
    )
    self.init(next, before: made.records)
  }

  /// What the journal knows before.
  package var known: [RecordKey: KnownRecord] {
    var known: [RecordKey: KnownRecord] = [:]
    for (number, record) in before.enumerated() {
      known[record.key] = KnownRecord(checksum: record.checksum, objectID: ObjectID(Int64(number + 1)))
    }
    return known
  }

  private static func digest(of records: [SourceRecord]) -> String {
    var digest = RunDigest()
    for record in records {
      digest.combine(record.name)
      digest.combine(
        UInt64(bitPattern: Int64(record.year)) << 40 | UInt64(record.sex.rawValue) << 32 | UInt64(record.count)
      )
    }
    return digest.description
  }
}
