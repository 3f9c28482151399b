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

  /// Some of the source's records with another count, drawn by the file's seed.
  ///
  /// - Parameter place: among the urgent files, from 0: each gives a record another count.
  func urgent(_ file: UrgentFileSettings, place: Int) -> SyncSource {
    let places = KeyedRandom(seed: UInt64(file.seed)).places(file.records, of: source.records.count, "urgent records")
    let records = places.sorted().map { source.records[$0].counting(differently: Int32(place + 1)) }
    var urgent = SyncSource(digest: "urgent \(place): \(Self.digest(of: records))", records: records)
    urgent.priority = file.priority
    urgent.isWhole = false
    return urgent
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

extension SourceRecord {
  func counting(_ count: Int32) -> SourceRecord {
    SourceRecord(name: name, year: year, sex: sex, count: count)
  }

  fileprivate func counting(differently step: Int32) -> SourceRecord {
    counting(count > Int32.max - step ? count - step : count + step)
  }
}
