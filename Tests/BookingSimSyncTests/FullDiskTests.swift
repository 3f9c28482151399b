import BulkSync
import Foundation
import GRDB
import HubSpotFile
import Measures
import SQLiteFile
import SQLiteJournal
import SimulatedHubSpot
import SyncSimulation
import Testing

@Suite("A sync whose disk is full")
final class FullDiskTests {
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "full-disk-\(ProcessInfo.processInfo.globallyUniqueString)")

  init() throws { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private struct Files: KeptSync {
    let database: SQLiteJournal
    let account: HubSpotFile
    var journal: any SyncJournal { database }

    func isAcknowledged(_ key: RecordKey, _ checksum: RecordChecksum) throws(KeptSyncError) -> Bool {
      do { return try database.isAcknowledged(key, checksum) } catch { throw KeptSyncError("\(error)") }
    }

    func objects() throws(KeptSyncError) -> [KeptObject] {
      do { return try account.objects() } catch { throw KeptSyncError(error.description) }
    }

    func keep(_ objects: [KeptObject]) throws(KeptSyncError) {
      do { try account.keep(objects) } catch { throw KeptSyncError(error.description) }
    }
  }

  private func path(_ name: String) -> String { directory.appending(path: name).path() }

  /// - Parameter pages: by name of the file, how much more may be written.
  private func run(pages: [String: Int]) throws -> SyncSummary {
    func file(_ name: String, _ kind: SQLiteFile.Kind) throws -> SQLiteFile {
      let file = try SQLiteFile(path(name), kind)
      guard let pages = pages[name] else { return file }
      try file.write { database in
        let used = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        try database.execute(sql: "PRAGMA max_page_count = \(used + pages)")
      }
      return file
    }
    let source = SyncData(SampleRecords(count: 2_000, seed: 1).records).source
    var run = SyncRun(.batched, source)
    run.world.restarts = 0
    run.kept = Files(
      database: SQLiteJournal(try file("journal", .syncJournal)),
      account: HubSpotFile(try file("account", .hubSpot))
    )
    return try run.summary()
  }

  private func words(_ name: String) -> String {
    "\(path(name)) cannot grow: the disk is full. Free space on it and run the same command again."
  }

  @Test("ends as if its process were killed where HubSpot's records do not fit, and goes on when there is space")
  func account() throws {
    #expect(throws: KeptSyncError(words("account"))) { try run(pages: ["account": 40]) }
    let held = try HubSpotFile(SQLiteFile(path("account"), .hubSpot)).count()
    #expect((100..<2_000).contains(held) && held.isMultiple(of: 100), "\(held) objects")
    let rest = try run(pages: [:])
    #expect(rest.findings == [])
    #expect((1..<20).contains(rest.hubSpot.total.sent))
  }

  @Test("plans nothing where the journal does not fit, and all of it when there is space")
  func journal() throws {
    #expect(throws: SyncStop.journal(.unavailable(words("journal")))) { try run(pages: ["journal": 5]) }
    #expect(try SQLiteJournal(SQLiteFile(path("journal"), .syncJournal)).progress().isOver)
    let all = try run(pages: [:])
    #expect(all.findings == [])
    #expect(all.hubSpot.total.sent == 20)
  }
}
