package import Composition

/// The roles of a sync design beside those of the layers to HubSpot (`retry`, `pacing`).
package enum SyncRoles {
  /// How files are taken that come.
  package static let source = Role<SyncContext, SourceIntake>("source", [.inTurn, .asTheyCome])
  /// Which records go out.
  package static let delta = Role<SyncContext, DeltaRule>("delta", [.checksums, .everything])
  /// How many of them share a call.
  package static let batching = Role<SyncContext, BatchSize>("batching", [.single, .hundred])
  /// How many calls are made at a time.
  package static let workers = Role<SyncContext, WorkerCount>("workers", [.one, .five, .fiveByFive, .hundred])
  /// Where the work stands that is left to do.
  package static let queue = Role<SyncContext, any SyncJournal>("queue", [.durable, .memory])
  /// How a record becomes an object.
  package static let writing = Role<SyncContext, any RecordWriting>("writing", [.searchThenWrite, .upsert])
}

/// How files are taken that come one after the other.
package enum SourceIntake: String, Hashable, Sendable, CaseIterable {
  /// The next one when the one before is done.
  case inTurn = "in-turn"
  /// Each when it comes; what goes out next is a matter of priority.
  case asTheyCome = "as-they-come"
}

/// Which records of a source go out.
package enum DeltaRule: String, Hashable, Sendable, CaseIterable {
  case everything
  /// Those whose content is not known to be in HubSpot; and those that are gone are removed.
  case checksums

  /// - Parameter known: what the journal knows of HubSpot's records.
  /// - Returns: writes in the order of the source, then archives in the order of keys.
  package func items(_ source: SyncSource, known: [RecordKey: KnownRecord], _ removal: SyncSettings.Removal)
    -> [SyncItem]
  {
    switch self {
    case .everything: return source.records.map { SyncItem(.write($0)) }
    case .checksums:
      let writes = source.records.filter { record in
        guard let checksum = known[record.key]?.checksum else { return true }
        return checksum != record.checksum
      }.map { SyncItem(.write($0)) }
      guard source.isWhole, removal == .archive, !known.isEmpty else { return writes }
      let keys = Set(source.records.map(\.key))
      let gone = known.filter { !keys.contains($0.key) }.sorted { $0.key < $1.key }
      return writes + gone.map { SyncItem(.archive($0.key, $0.value.objectID)) }
    }
  }
}

/// How many records share a call.
package struct BatchSize: Hashable, Sendable {
  package let name: String
  package let records: Int

  package static let single = BatchSize(name: "single", records: 1)
  /// As many as HubSpot takes in a call.
  package static let hundred = BatchSize(name: "hundred", records: 100)

  static let all = [single, hundred]

  /// Batches of writes, then batches of archives, each in the order of the items.
  package func batches(_ items: [SyncItem]) -> [[SyncItem]] {
    let parts = [items.filter { !$0.isArchive }, items.filter(\.isArchive)]
    return parts.flatMap { part in
      stride(from: 0, to: part.count, by: records).map { Array(part[$0..<min($0 + records, part.count)]) }
    }
  }
}

/// How many calls are made at a time.
package struct WorkerCount: Hashable, Sendable {
  package let name: String
  package let perInstance: Int
  package let instances: Int

  package var all: Int { perInstance * instances }

  package static let one = WorkerCount(name: "one", perInstance: 1, instances: 1)
  package static let five = WorkerCount(name: "five", perInstance: 5, instances: 1)
  package static let fiveByFive = WorkerCount(name: "five-by-five", perInstance: 5, instances: 5)
  /// As many as a window of the smallest tier admits at once.
  package static let hundred = WorkerCount(name: "hundred", perInstance: 100, instances: 1)

  static let every = [one, five, fiveByFive, hundred]
}

extension Part where Context == SyncContext, Service == SourceIntake {
  package static var inTurn: Self { part(.inTurn) }
  package static var asTheyCome: Self { part(.asTheyCome) }

  private static func part(_ intake: SourceIntake) -> Self { Part(intake.rawValue) { _ in intake } }
}

extension Part where Context == SyncContext, Service == DeltaRule {
  package static var everything: Self { part(.everything) }
  package static var checksums: Self { part(.checksums) }

  private static func part(_ rule: DeltaRule) -> Self { Part(rule.rawValue) { _ in rule } }
}

extension Part where Context == SyncContext, Service == BatchSize {
  package static var single: Self { part(.single) }
  package static var hundred: Self { part(.hundred) }

  private static func part(_ size: BatchSize) -> Self { Part(size.name) { _ in size } }
}

extension Part where Context == SyncContext, Service == WorkerCount {
  package static var one: Self { part(.one) }
  package static var five: Self { part(.five) }
  package static var fiveByFive: Self { part(.fiveByFive) }
  package static var hundred: Self { part(.hundred) }

  private static func part(_ count: WorkerCount) -> Self { Part(count.name) { _ in count } }
}

extension Part where Context == SyncContext, Service == any SyncJournal {
  package static var durable: Self { Part("durable") { $0.journal } }
  /// Nothing is resumed: who begins again begins at the beginning.
  package static var memory: Self { Part("memory") { MemoryJournal($0.settlements) } }
}
