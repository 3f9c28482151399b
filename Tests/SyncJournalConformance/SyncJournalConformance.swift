package import BulkSync
import HubSpotAPI

/// What every journal promises, each promise as a check that says in words what it found broken.
package struct SyncJournalConformance: Sendable {
  /// Makes an empty journal.
  private let make: @Sendable () async throws -> any SyncJournal

  package init(_ make: @escaping @Sendable () async throws -> any SyncJournal) { self.make = make }

  /// All checks, by name. Each answers with what is broken; nil when nothing is.
  package var checks: [(name: String, check: @Sendable () async throws -> String?)] {
    [
      ("gives batches in the order of priority and age", { try await order() }),
      ("plans a source once while its work is not finished", { try await planOnce() }),
      ("acknowledges, retries and buries in one commit", { try await settle() }),
      ("hands back what an owner had claimed, and nobody else's", { try await resume() }),
      ("lets what was planned last stand last", { try await supersede() }),
      ("forgets a dead letter when its record is planned anew", { try await anotherChance() }),
      ("neither retries nor buries what has been planned anew since", { try await failedLate() }),
      ("refuses another sync's unfinished work", { try await identity() }),
      ("takes two spellings of a name in Unicode for one", { try await spelling() }),
    ]
  }

  private static let sync = SyncIdentity(design: "batched", objectType: ObjectType("2-7001"))

  private static func record(_ name: String, _ count: Int32 = 1) -> SourceRecord {
    SourceRecord(name: name, year: 1880, sex: .female, count: count)
  }

  private static func write(_ name: String, _ count: Int32 = 1) -> SyncItem { SyncItem(.write(record(name, count))) }

  private func opened() async throws -> any SyncJournal {
    let journal = try await make()
    _ = try await journal.open(Self.sync, owner: "a")
    return journal
  }

  private func differ<Value: Equatable>(_ what: String, _ found: Value, _ expected: Value) -> String? {
    found == expected ? nil : "\(what): expected \(expected), got \(found)"
  }

  private func order() async throws -> String? {
    let journal = try await opened()
    try await journal.plan("night", priority: 1, [[Self.write("Ada")], [Self.write("Bea")]])
    try await journal.plan("urgent", priority: 0, [[Self.write("Cleo")]])
    var names: [String] = []
    while let batch = try await journal.claim(by: "a") { names += batch.items.map(\.key.name) }
    return differ("the order of claims", names, ["Cleo", "Ada", "Bea"])
  }

  private func planOnce() async throws -> String? {
    let journal = try await opened()
    try await journal.plan("night", priority: 1, [[Self.write("Ada")]])
    try await journal.plan("night", priority: 1, [[Self.write("Ada")]])
    let open = try await journal.progress().openItems
    return differ("open items after planning twice", open, 1)
  }

  private func settle() async throws -> String? {
    let journal = try await opened()
    let items = ["Ada", "Bea", "Cleo"].map { Self.write($0) }
    try await journal.plan("night", priority: 1, [items])
    guard let batch = try await journal.claim(by: "a") else { return "nothing to claim" }
    try await journal.complete(batch.number, [.done(ObjectID(7)), .again, .dead(reason: "refused")])
    let known = try await journal.known()
    let expected = KnownRecord(checksum: Self.record("Ada").checksum, objectID: ObjectID(7))
    if let broken = differ("what is known of Ada", known[items[0].key], expected) { return broken }
    let letters = try await journal.deadLetters()
    if let broken = differ("dead letters", letters, [DeadLetter(key: items[2].key, reason: "refused")]) {
      return broken
    }
    guard let again = try await journal.claim(by: "a") else { return "the failed item does not come again" }
    if let broken = differ("the item that comes again", again.items, [SyncItem(items[1].change, failures: 1)]) {
      return broken
    }
    try await journal.complete(again.number, [.done(ObjectID(8))])
    let isOver = try await journal.progress().isOver
    return differ("whether the work is over", isOver, true)
  }

  private func resume() async throws -> String? {
    let journal = try await opened()
    try await journal.plan("night", priority: 1, [[Self.write("Ada")], [Self.write("Bea")]])
    _ = try await journal.claim(by: "a")
    _ = try await journal.claim(by: "b")
    let claims = try await [journal.claims(of: "a"), journal.claims(of: "b"), journal.claims(of: "c")]
    if let broken = differ("what owners have claimed", claims, [1, 1, 0]) { return broken }
    let unfinished = try await journal.open(Self.sync, owner: "a")
    if let broken = differ("what is not finished", unfinished, ["night"]) { return broken }
    let left = try await [journal.claims(of: "a"), journal.claims(of: "b")]
    if let broken = differ("what owners have claimed once one has opened again", left, [0, 1]) { return broken }
    let names = try await [
      journal.claim(by: "a")?.items.first?.key.name, journal.claim(by: "a")?.items.first?.key.name,
    ]
    return differ("what can be claimed again", names, ["Ada", nil])
  }

  private func supersede() async throws -> String? {
    let journal = try await opened()
    try await journal.plan("night", priority: 1, [[Self.write("Ada", 1)], [Self.write("Bea", 1)]])
    guard let claimed = try await journal.claim(by: "a") else { return "nothing to claim" }
    try await journal.plan("urgent", priority: 0, [[Self.write("Ada", 2)], [Self.write("Bea", 2)]])
    let next = try await journal.claim(by: "a")
    if let broken = differ("what overtakes", next?.items, [Self.write("Bea", 2)]) { return broken }
    let blocked = try await journal.claim(by: "a")
    if let broken = differ("what waits for a claimed key", blocked, nil) { return broken }
    try await journal.handBack(claimed.number)
    let last = try await journal.claim(by: "a")
    if let broken = differ("what stands last", last?.items, [Self.write("Ada", 2)]) { return broken }
    let left = try await journal.claim(by: "a")
    return differ("what is left", left, nil)
  }

  private func anotherChance() async throws -> String? {
    let journal = try await opened()
    try await journal.plan("first", priority: 1, [[Self.write("Ada"), Self.write("Bea")]])
    guard let batch = try await journal.claim(by: "a") else { return "nothing to claim" }
    try await journal.complete(batch.number, [.dead(reason: "refused"), .dead(reason: "refused")])
    try await journal.plan("second", priority: 1, [[Self.write("Ada")]])
    let letters = try await journal.deadLetters()
    return differ("dead letters", letters, [DeadLetter(key: Self.record("Bea").key, reason: "refused")])
  }

  private func failedLate() async throws -> String? {
    let journal = try await opened()
    try await journal.plan("night", priority: 1, [[Self.write("Ada", 1), Self.write("Bea", 1)]])
    guard let claimed = try await journal.claim(by: "a") else { return "nothing to claim" }
    try await journal.plan("urgent", priority: 0, [[Self.write("Ada", 2), Self.write("Bea", 2)]])
    try await journal.complete(claimed.number, [.dead(reason: "refused"), .again])
    let letters = try await journal.deadLetters()
    if let broken = differ("dead letters of what comes again", letters, []) { return broken }
    let progress = try await journal.progress()
    if let broken = differ("open items", progress.openItems, 2) { return broken }
    let next = try await journal.claim(by: "a")
    if let broken = differ("what comes next", next?.items, [Self.write("Ada", 2), Self.write("Bea", 2)]) {
      return broken
    }
    let left = try await journal.claim(by: "a")
    return differ("what is left", left, nil)
  }

  private func identity() async throws -> String? {
    let journal = try await opened()
    try await journal.plan("night", priority: 1, [[Self.write("Ada")]])
    let other = SyncIdentity(design: "five-workers", objectType: ObjectType("2-7001"))
    do throws(JournalError) {
      _ = try await journal.open(other, owner: "a")
      return "another sync's work was opened"
    } catch {
      return differ("why it is refused", error, .otherSync(Self.sync))
    }
  }

  private func spelling() async throws -> String? {
    let journal = try await opened()
    for (source, name) in [("first", "Zo\u{E9}"), ("second", "Zoe\u{301}")] {
      try await journal.plan(source, priority: 1, [[Self.write(name)]])
      guard let batch = try await journal.claim(by: "a") else { return "nothing to claim" }
      try await journal.complete(batch.number, [.done(nil)])
    }
    let known = try await journal.known()
    return differ("records that are known", known.map(\.value.checksum), [Self.record("Zoe\u{301}").checksum])
  }
}
