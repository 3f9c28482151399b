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

  @Test(
    "takes one window for each further lot of calls",
    arguments: [(100, 0), (10_000, 0), (10_001, 10), (69_000, 60)]
  )
  func forecast(records: Int, seconds: Int) {
    let source = Self.source(Array(repeating: 1, count: records))
    let forecast = SyncForecast(source, known: [:], removal: .archive, limit: 100)
    #expect(forecast.calls == (records + 99) / 100)
    #expect(forecast.floor == .seconds(seconds))
  }

  @Test("has settings with ranges")
  func settings() {
    var settings = SyncSettings()
    #expect(settings.problems == [])
    (settings.itemAttempts, settings.batchAttempts) = (10, 100)
    #expect(settings.problems == [])
    (settings.itemAttempts, settings.batchAttempts) = (11, 0)
    #expect(
      settings.problems == ["item attempts: expected 1 to 10, got 11", "batch attempts: expected 1 to 100, got 0"]
    )
  }
}
