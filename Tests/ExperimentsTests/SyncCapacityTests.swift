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
      share: 0.5,
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
    // Five searches a second: the last of 300 may go out after 59 s, the next one after 60.
    #expect(row.ceiling == 300 && row.bound == "the search limit")
    let holding = try #require(row.holding)
    let breaking = try #require(row.breaking)
    let rungs = SyncCapacitySearch.rungs(300)
    let place = try #require(rungs.firstIndex(of: holding))
    #expect(holding < 300 && breaking.records <= rungs[min(place + 1, rungs.count - 1)] && !row.isOpen)
    #expect(breaking.broken.map(\.threshold.measure.metric.name) == ["duration"])
    #expect(breaking.replay.contains("--set source.records=\(breaking.records) --set hubspot.ten_second_limit=100"))
    #expect(row.unsound.isEmpty)
    // Half to the power of six is the first below 2.5 %, and one more for each number that was judged before.
    #expect(row.judges >= 6 && study.plan.judgingSeeds(1) == 6 && study.plan.judgingSeeds(3) == 8)
  }

  @Test("a design that carries all that is tried is open, and the limits say how many more")
  func open() throws {
    let row = try Self.study("duration < 60 s", [.batchedPaced]).row(0)
    #expect(row.holding == 3_000 && row.isOpen && row.breaking == nil && row.judges == 6)
    // The last of 600 calls may go out after 50 s; those of the next 100 after 60, which is no less than 60.
    #expect(row.ceiling == 60_000 && row.bound == "the ten-second limit")
  }

  @Test("an objective that nothing keeps holds for none; one without a longest time has no ceiling")
  func none() throws {
    let row = try Self.study("calls < 1", [.batched], most: 100).row(0)
    #expect(row.holding == nil && row.ceiling == nil && row.judges == 0)
    #expect(row.breaking?.records == 1)
  }

  @Test("of a sync of changes only those count")
  func incremental() throws {
    let text = "source: { records: 1, changed_percent: 1 }"
    let row = try Self.study("duration < 60 s", [.fiveWorkers], text: text).row(0)
    #expect(row.ceiling.map { (29_950...30_050).contains($0) } == true && row.isOpen)
  }

  @Test("numbers rise by one up to 31, and by about 5 % then, to the most exactly")
  func rungs() {
    #expect(SyncCapacitySearch.rungs(0).isEmpty && SyncCapacitySearch.rungs(1) == [1])
    let rungs = SyncCapacitySearch.rungs(1_000)
    #expect(Array(rungs.prefix(31)) == Array(1...31) && rungs.last == 1_000)
    #expect(zip(rungs, rungs.dropFirst()).allSatisfy { $1 - $0 <= max(1, $0 / 16) })
  }

  @Test("a quota that is used up is there again when the next day begins, which may be soon")
  func days() {
    var work = SyncForecast.Work()
    func floor(_ calls: Int, _ untilReset: Duration) -> Duration {
      work.creates = calls * 100
      let limits = SyncForecast.Limits(tenSecond: 1_000, search: 5, daily: 100, untilReset: untilReset)
      return SyncForecast(.batchedPaced, work, limits: limits) { _, _ in .zero }.floor
    }
    #expect(floor(100, .seconds(600)) == .zero && floor(101, .seconds(600)) == .seconds(600))
    #expect(floor(200, .seconds(600)) == .seconds(600) && floor(201, .seconds(600)) == .seconds(87_000))
  }

  @Test("a limit of calls in a second leaves no room for more than it lets pass")
  func burst() {
    var work = SyncForecast.Work()
    work.creates = 15_100
    let limits = SyncForecast.Limits(tenSecond: 10_000, search: 5, daily: nil, burst: 150)
    let forecast = SyncForecast(.batchedPaced, work, limits: limits) { _, _ in .zero }
    #expect(forecast.floor == .seconds(1) && forecast.quotasUsedUp == 0)
  }
}
