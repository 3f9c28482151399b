import BulkSync
import DeterministicRuntime
import Foundation
import GRDB
import HubSpotAPI
import SQLiteFile
import SQLiteJournal
import SyncJournalConformance
import Testing

@Suite("A journal in a file")
final class SQLiteJournalTests {
  private static let sync = SyncIdentity(design: "batched", objectType: ObjectType("2-7001"))
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "sqlite-journal-\(ProcessInfo.processInfo.globallyUniqueString)")

  init() throws { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private func path(_ name: String) -> String { directory.appending(path: name).path() }

  private func journal(_ name: String = "journal") throws -> SQLiteJournal {
    SQLiteJournal(try SQLiteFile(path(name), .syncJournal))
  }

  private static func record(_ name: String, _ count: Int32 = 1) -> SourceRecord {
    SourceRecord(name: name, year: 1880, sex: .female, count: count)
  }

  @Test("keeps the promises of a journal", arguments: SyncJournalConformance { MemoryJournal() }.checks.map(\.name))
  func conformance(name: String) async throws {
    let path = path("journal")
    let conformance = SyncJournalConformance { SQLiteJournal(try SQLiteFile(path, .syncJournal)) }
    let check = try #require(conformance.checks.first { $0.name == name }).check
    let broken = try await check()
    #expect(broken == nil)
  }

  @Test("has after a death what was committed: what its owner had claimed comes again, the rest stands")
  func reopened() throws {
    let items = ["Ada", "Bea", "Cleo"].map { SyncItem(.write(Self.record($0))) }
    do {
      let journal = try journal()
      _ = try journal.open(Self.sync, owner: "a")
      try journal.plan("night", priority: 1, items.map { [$0] })
      for end in [ItemEnd.done(ObjectID(7)), .dead(reason: "refused")] {
        let batch = try #require(try journal.claim(by: "a"))
        try journal.complete(batch.number, [end])
      }
      _ = try journal.claim(by: "a")
    }
    let journal = try journal()
    #expect(try journal.progress().claimedBatches == 1)
    #expect(try journal.open(Self.sync, owner: "a") == ["night"])
    #expect(try journal.claim(by: "a")?.items == [items[2]])
    #expect(try journal.progress().settledItems == 2)
    #expect(try journal.deadLetters() == [DeadLetter(key: items[1].key, reason: "refused")])
    let checksum = Self.record("Ada").checksum
    #expect(try journal.known()[items[0].key] == KnownRecord(checksum: checksum, objectID: ObjectID(7)))
    #expect(try journal.isAcknowledged(items[0].key, checksum))
    #expect(try !journal.isAcknowledged(items[0].key, Self.record("Ada", 2).checksum))
    #expect(try !journal.isAcknowledged(items[1].key, checksum))
    #expect(try journal.knownObjects() == 1)
  }

  @Test("does what the rules say, whatever is asked in whatever order", arguments: 1...20)
  func rules(seed: Int) throws {
    var walk = try JournalWalk(seed: seed, journal: try journal())
    for step in 0..<200 { try walk.take(step) }
    #expect(walk.kinds.count == 6, "some step was never taken: \(walk.kinds)")
  }

  @Test("is as it was when the disk is full")
  func full() throws {
    let file = try SQLiteFile(path("journal"), .syncJournal)
    let journal = SQLiteJournal(file)
    _ = try journal.open(Self.sync, owner: "a")
    try journal.plan("night", priority: 1, [[SyncItem(.write(Self.record("Ada")))]])
    let before = try journal.progress()
    try file.write { try $0.execute(sql: "PRAGMA max_page_count = 1") }
    let many = (0..<5_000).map { SyncItem(.write(Self.record("N\($0)"))) }
    do throws(JournalError) {
      try journal.plan("more", priority: 1, [many])
      Issue.record("5,000 records fit into a full file")
    } catch {
      let words = "\(path("journal")) cannot grow: the disk is full. Free space on it and run the same command again."
      #expect(error == .unavailable(words))
    }
    #expect(try journal.progress() == before)
    #expect(try journal.claim(by: "a")?.items.map(\.key.name) == ["Ada"])
  }

  @Test("says so when somebody has written into it what no record can have")
  func damaged() throws {
    let file = try SQLiteFile(path("journal"), .syncJournal)
    try file.write { try $0.execute(sql: "INSERT INTO record VALUES (99999, 'F', 'Ada', 1, 1, 1)") }
    #expect(
      throws: JournalError.unavailable(
        "\(path("journal")) is not a journal of a sync (the year 99999 is in it, which no record can have); "
          + "name another file, or put it back from a copy."
      )
    ) { try SQLiteJournal(file).known() }
  }
}
