import BulkSync
import DeterministicRuntime
import Measures
import SyncSimulation
import Testing

@Suite("69,000 records on 100 calls in 10 s, batched and paced")
struct FloorTests {
  private static let sample = SampleRecords(count: 69_000, seed: 1)

  @Test("take 690 calls, none refused, within 3 % of the floor of 60 s", arguments: [1, 2, 3])
  func whole(seed: Int) throws {
    var run = SyncRun(.batchedPaced, SyncSource(digest: "first", records: Self.sample.records))
    run.seed = UInt64(seed)
    let summary = try run.summary()
    #expect(summary.findings == [])
    #expect(summary.hubSpot.total.sent == 690)
    #expect(summary.hubSpot.total.refused == 0)
    #expect((60...61.8).contains(summary.durationSeconds), "took \(summary.durationSeconds) s")
  }

  @Test("of which 1 % has changed take 7 calls, and less than 1.5 s", arguments: [1, 2, 3])
  func changed(seed: Int) throws {
    var run = SyncRun(.batchedPaced, SyncSource(digest: "second", records: Self.sample.next(changed: 0.01)))
    run.before = Self.sample.records
    run.seed = UInt64(seed)
    let summary = try run.summary()
    #expect(summary.findings == [])
    #expect(summary.hubSpot.total.sent == 7)
    #expect(summary.durationSeconds < 1.5, "took \(summary.durationSeconds) s")
  }
}
