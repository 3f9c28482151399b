import BulkSync
import Measures
import Results
import SyncScenarios
import Testing

@testable import Experiments

@Suite("How many records fit into a time")
struct SyncCapacityTests {
  private static func study(
    _ objective: String,
    _ designs: [SyncDesign],
    most: Int = 3_000,
    text: String = "source: { records: 1 }"
  ) throws -> SyncCapacityStudy {
    let head = "scenario_version: 1\nproduct: bulk-sync\nsummary: \"Few\"\n"
    return SyncCapacityStudy(
      try SyncScenarioFile.parse(text: head + text + "\n", fileName: "few.yaml"),
      designs,
      objective: try Threshold.list(parsing: objective, of: .bulkSync),
      tiers: [CapacityPlan.Tier(name: "100", tenSecondLimit: 100, dailyLimit: 250_000)],
      mostRecords: most,
      judgingSeeds: 3,
      firstSeed: 1,
      command: "booking-sim sync few.yaml"
    )
  }

  @Test(
    "what holds is kept by every judging seed, what is next is not, and neither is above what the limits leave room for"
  )
  func edge() throws {
    let study = try Self.study("duration < 60 s, success == 100%", [.fiveWorkers])
    let row = try study.row(0)
    // Five searches a second: the last of 300 may go out after 59 s, that of 305 after 60.
    #expect(row.ceiling == 305 && row.bound == "the search limit")
    let holding = try #require(row.holding)
    let breaking = try #require(row.breaking)
    let rungs = SyncCapacitySearch.rungs(305)
    let place = try #require(rungs.firstIndex(of: holding))
    #expect(holding < 305 && breaking.records <= rungs[min(place + 1, rungs.count - 1)] && !row.isOpen)
    #expect(breaking.broken.map(\.threshold.measure.metric.name) == ["duration"])
    #expect(breaking.replay.contains("--set source.records=\(breaking.records) --set hubspot.ten_second_limit=100"))
    #expect(row.unsound.isEmpty)
    // Three of three at so many numbers: no more is shown than this.
    let least = try #require(row.leastShare(judging: 3))
    #expect(least * least * least <= 0.05 / Double(row.judgements) + 1e-9)
  }

  @Test("a design that carries all that is tried is open, and the limits say how many more")
  func open() throws {
    let row = try Self.study("duration < 60 s", [.batchedPaced]).row(0)
    #expect(row.holding == 3_000 && row.isOpen && row.breaking == nil && row.judgements == 1)
    // The last of 600 calls may go out after 50 s, that of the next 100 after 60.
    #expect(row.ceiling == 70_000 && row.bound == "the ten-second limit")
  }

  @Test("an objective that nothing keeps holds for none; one without a longest time has no ceiling")
  func none() throws {
    let row = try Self.study("calls < 1", [.batched], most: 100).row(0)
    #expect(row.holding == nil && row.ceiling == nil && row.leastShare(judging: 3) == nil)
    #expect(row.breaking?.records == 1)
  }

  @Test("of a sync of changes only those count")
  func incremental() throws {
    let text = "source: { records: 1, changed_percent: 1 }"
    let row = try Self.study("duration < 60 s", [.fiveWorkers], text: text).row(0)
    #expect(row.ceiling.map { (30_400...30_600).contains($0) } == true && row.isOpen)
  }

  @Test("numbers rise by one up to 31, and by about 5 % then, to the most exactly")
  func rungs() {
    #expect(SyncCapacitySearch.rungs(0).isEmpty && SyncCapacitySearch.rungs(1) == [1])
    let rungs = SyncCapacitySearch.rungs(1_000)
    #expect(Array(rungs.prefix(31)) == Array(1...31) && rungs.last == 1_000)
    #expect(zip(rungs, rungs.dropFirst()).allSatisfy { $1 - $0 <= max(1, $0 / 16) })
  }
}
