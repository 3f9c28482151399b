import BulkSync
import HubSpotAPI
import SyncJournalConformance
import Testing

@Suite("The work of a sync")
struct WorkTests {
  private static let conformance = SyncJournalConformance { MemoryJournal() }

  @Test("stands in a journal that keeps its promises", arguments: conformance.checks.map(\.name))
  func journal(name: String) async throws {
    let check = try #require(Self.conformance.checks.first { $0.name == name }).check
    let broken = try await check()
    #expect(broken == nil)
  }

  private static func source(_ counts: [Int32]) -> SyncSource {
    let records = counts.enumerated().map { SourceRecord(name: "N\($0)", year: 1880, sex: .male, count: $1) }
    return SyncSource(digest: "\(counts)", records: records)
  }

  @Test(
    "is known by keys that are read back, whatever letters a name has",
    arguments: ["Mary", "\u{301}x", "-", "a-b", "1"]
  )
  func keys(_ name: String) {
    let key = RecordKey(year: 1880, sex: .female, name: name)
    #expect(RecordKey(key.description) == key)
    #expect(RecordKey(key.description)?.name.unicodeScalars.elementsEqual(name.unicodeScalars) == true)
  }

  @Test("is what is new, changed and gone; a part of the records removes nothing")
  func delta() {
    let (same, old) = (Self.source([1]).records[0], Self.source([1, 5]).records[1])
    let gone = RecordKey(year: 1880, sex: .male, name: "gone")
    let known = [
      same.key: KnownRecord(checksum: same.checksum, objectID: ObjectID(1)),
      old.key: KnownRecord(checksum: old.checksum, objectID: ObjectID(2)),
      gone: KnownRecord(checksum: same.checksum, objectID: ObjectID(3)),
    ]
    var source = Self.source([1, 6, 9])
    let writes = source.records.dropFirst().map { SyncItem(.write($0)) }
    #expect(
      DeltaRule.checksums.items(source, known: known, .archive) == writes + [SyncItem(.archive(gone, ObjectID(3)))]
    )
    #expect(DeltaRule.checksums.items(source, known: known, .keep) == writes)
    source.isWhole = false
    #expect(DeltaRule.checksums.items(source, known: known, .archive) == writes)
    #expect(DeltaRule.everything.items(source, known: known, .archive).count == 3)
  }

  private static func forecast(
    _ design: SyncDesign,
    _ source: SyncSource,
    known: [RecordKey: KnownRecord] = [:],
    daily: Int? = nil
  ) -> SyncForecast {
    let limits = SyncForecast.Limits(tenSecond: 100, search: 5, daily: daily)
    return SyncForecast(design, source, known: known, removal: .archive, limits: limits) { label, inputs in
      .milliseconds((label == RecordLabel.search ? 300 : 200) + 2 * (inputs - 1))
    }
  }

  @Test(
    "takes one window for each further lot of calls",
    arguments: [(100, 0), (10_000, 0), (10_001, 10), (69_000, 60)]
  )
  func forecast(records: Int, seconds: Int) {
    let forecast = Self.forecast(.batchedPaced, Self.source(Array(repeating: 1, count: records)))
    #expect(forecast.calls == (records + 99) / 100)
    #expect(forecast.floor == .seconds(seconds))
    #expect(forecast.bound == (seconds > 0 ? .tenSecond : .workers))
  }

  @Test("takes a search and a write of each record where designs search, five searches a second at the most")
  func searches() {
    let source = Self.source(Array(repeating: 1, count: 69_000))
    let plan = Self.forecast(.fiveByFive, source)
    #expect(plan.callsByLabel == [RecordLabel.search: 69_000, RecordLabel.create: 69_000])
    #expect(plan.floor == .seconds(13_799))
    #expect(plan.estimate == plan.floor && plan.bound == .search)
    // Half a second for each record, of one worker.
    let today = Self.forecast(.oneByOne, source)
    #expect(today.floor == plan.floor)
    #expect(today.estimate == .seconds(34_500) && today.bound == .workers)
  }

  @Test(
    "follows what a design sends: what is new, changed and gone, or everything; and what the journal knows of objects"
  )
  func changes() throws {
    let source = Self.source([1, 6, 9])
    let (same, old) = (source.records[0], Self.source([1, 5]).records[1])
    let gone = RecordKey(year: 1880, sex: .male, name: "gone")
    var known = [
      same.key: KnownRecord(checksum: same.checksum, objectID: ObjectID(1)),
      old.key: KnownRecord(checksum: old.checksum, objectID: ObjectID(2)),
      gone: KnownRecord(checksum: same.checksum, objectID: nil),
    ]
    let batched = Self.forecast(.batched, source, known: known)
    #expect([batched.writes, batched.archives] == [2, 1])
    #expect(batched.callsByLabel == [RecordLabel.upsert: 1, RecordLabel.archive: 1, RecordLabel.read: 1])
    known[gone]?.objectID = ObjectID(3)
    #expect(Self.forecast(.batched, source, known: known).calls == 2)
    let everything = Self.forecast(.oneByOne, source, known: known)
    #expect([everything.writes, everything.archives] == [3, 0])
    #expect(
      everything.callsByLabel == [RecordLabel.search: 3, RecordLabel.update: 2, RecordLabel.create: 1]
    )
  }

  @Test(
    "waits for a new day with each daily quota that it uses up before the last call",
    arguments: [(100, 0), (101, 1), (201, 2)]
  )
  func days(calls: Int, days: Int) {
    let forecast = Self.forecast(.batched, Self.source(Array(repeating: 1, count: calls * 100)), daily: 100)
    #expect(forecast.quotasUsedUp == days)
    // Nobody knows when the first day ends: it may be at once.
    #expect(forecast.floor == (days > 1 ? .seconds(86_400 * (days - 1)) : days > 0 ? .seconds(10) : .zero))
    #expect(forecast.bound == (days > 1 ? .daily : days > 0 ? .tenSecond : .workers))
  }

  @Test("has settings with ranges")
  func settings() {
    var settings = SyncSettings()
    #expect(settings.problems == [])
    (settings.itemAttempts, settings.batchAttempts) = (10, 100)
    #expect(settings.problems == [])
    (settings.itemAttempts, settings.batchAttempts, settings.pauseAtDailyLimit) = (11, 0, .zero)
    #expect(
      settings.problems == [
        "item attempts: expected 1 to 10, got 11", "batch attempts: expected 1 to 100, got 0",
        "pause at the daily limit: more than 0, got 0.0 seconds",
      ]
    )
  }
}
