import BookingCore
import BulkSync
import Fixtures
import HubSpotAPI
import HubSpotClient
import Measures
import Scenarios
import SyncSimulation
import Testing

@testable import SharedAccount

@Suite("A booking system and a sync in one account")
struct SharedRunTests {
  private static let syncs = [SyncDesign.fiveWorkers, .batched, .batchedPaced]

  private static func run(
    _ sync: SyncDesign,
    _ sharing: AccountSharing,
    design: Design = .phase2,
    records: Int = 3_000,
    ownReserve: Int = 1,
    seed: UInt64 = 1
  ) throws -> (bookings: RunSummary, sync: SyncSummary) {
    let scenario = try ScenarioText.scenario(adding: "portal: { exams: 4 }\n")
    let records = sync.searches ? 60 : records
    let source = SyncSource(digest: "s", records: SampleRecords(count: records, seed: 1).records)
    var run = SyncRun(sync, source)
    run.world.pacing.reserve = ownReserve
    return try SharedRun(scenario, design, run, sharing, reserve: 50, seed: seed).summary()
  }

  @Test("are both sound, whatever they know of each other", arguments: AccountSharing.allCases, syncs.map(\.name))
  func sound(_ sharing: AccountSharing, _ name: String) throws {
    let sync = try #require(SyncDesign(named: name))
    for design in DesignRegistry.all {
      let both = try Self.run(sync, sharing, design: design)
      #expect(both.bookings.isSound, "\(design.name): \(both.bookings.audit.map(\.detail)) \(both.bookings.leftovers)")
      #expect(both.sync.isSound, "\(design.name): \(both.sync.findings.prefix(3).map(\.detail))")
      #expect(both.bookings.bookings.confirmed > 0 && both.sync.records.arrived == both.sync.records.source)
    }
  }

  @Test("are counted apart: neither has a call of the other's")
  func apart() throws {
    let both = try Self.run(.batched, .unaware)
    #expect(Set(both.sync.hubSpot.byLabel.keys) == ["record_upsert"])
    #expect(both.bookings.hubSpot.byLabel.keys.allSatisfy { !$0.hasPrefix("record_") })
    // 30 batches, and those that were refused.
    #expect(both.sync.hubSpot.total.sent - both.sync.hubSpot.total.refused == 30)
  }

  @Test("have one window: a sync that nobody knows of is refused, and costs bookings refusals; together nobody is")
  func window() throws {
    let records = 30_000
    let unaware = try Self.run(.batchedPaced, .unaware, records: records)
    #expect(unaware.sync.hubSpot.total.refused + unaware.bookings.hubSpot.total.refused > 0)
    for sharing in [AccountSharing.together, .yielding] {
      let both = try Self.run(.batchedPaced, sharing, records: records)
      #expect(both.sync.hubSpot.total.refused == 0 && both.bookings.hubSpot.total.refused == 0, "\(sharing)")
    }
  }

  @Test("leave the bookings no less than the sync leaves free anyhow")
  func ownReserve() throws {
    let own = try Self.run(.batchedPaced, .yielding, design: .coalesced, records: 6_000, ownReserve: 90)
    let usual = try Self.run(.batchedPaced, .yielding, design: .coalesced, records: 6_000)
    // Sixty calls: ten in ten seconds, or fifty.
    #expect(own.sync.durationSeconds > 45 && usual.sync.durationSeconds < 25)
  }

  @Test("leave the bookings the reserve: a sync that yields sends half as much in ten seconds")
  func reserve() throws {
    let yielding = try Self.run(.batchedPaced, .yielding, design: .coalesced, records: 30_000)
    // 50 at once, and 50 more every ten seconds, less what the bookings take of them: the last of 300 after five or six windows.
    #expect((50...63).contains(yielding.sync.durationSeconds), "\(yielding.sync.durationSeconds)")
    let together = try Self.run(.batchedPaced, .together, design: .coalesced, records: 30_000)
    #expect((20...35).contains(together.sync.durationSeconds), "\(together.sync.durationSeconds)")
  }

  @Test("are the same run each time, and another one under another seed")
  func repeated() throws {
    let digests = try ([1, 1, 2] as [UInt64]).map { seed in
      let both = try Self.run(.batchedPaced, .together, seed: seed)
      return both.bookings.digest + both.sync.digest
    }
    #expect(digests[0] == digests[1] && digests[0] != digests[2])
  }
}
