import AccountScenarios
import BulkSync
import Measures
import SimulatedHubSpot
import SyncScenarios
import SyncSimulation
import Testing

@Suite("A run of a scenario of the sync")
struct ScenarioRunTests {
  private static func scenario(_ lines: String, records: String = "records: 19000") throws -> SyncScenario {
    let text = "scenario_version: 1\nsummary: A test\nproduct: bulk-sync\nsource: { \(records) }\n"
    return try SyncScenarioFile.parse(text: text + lines, fileName: "test.yaml")
  }

  private static func run(_ design: SyncDesign, _ scenario: SyncScenario, seed: UInt64 = 1) throws -> SyncSummary {
    guard case .sample(let sample) = scenario.source else { throw Unexpected() }
    return try SyncRun(scenario, design, SyncData(sample), seed: seed).summary()
  }

  @Test("meets the account of the file: its limits set the time")
  func limits() throws {
    let usual = try Self.run(.batchedPaced, Self.scenario(""))
    #expect((10...12).contains(usual.durationSeconds), "\(usual.durationSeconds)")
    let halved = try Self.run(.batchedPaced, Self.scenario("hubspot: { ten_second_limit: 50 }\n"))
    #expect((30...32).contains(halved.durationSeconds), "\(halved.durationSeconds)")
    #expect([usual, halved].map(\.isSound) == [true, true])
  }

  @Test("sends what is new, changed and gone against the records of before")
  func incremental() throws {
    let records = "records: 10000, changed_percent: 1, added_percent: 2, removed_percent: 3"
    let summary = try Self.run(.batched, Self.scenario("", records: records))
    #expect(summary.records == SyncRecordNumbers(source: 9_900, before: 10_000, arrived: 9_900, resent: 0))
    #expect(summary.hubSpot.byLabel.mapValues(\.sent) == ["record_upsert": 3, "record_archive": 3])
    #expect(summary.isSound)
  }

  @Test("goes on where it stood after a crash, or begins again without a durable queue, and ends sound either way")
  func crash() throws {
    let crash = "crashes: [ { at_seconds: 5, back_after_seconds: 20 } ]\n"
    let paced = try Self.run(.batchedPaced, Self.scenario(crash))
    #expect(paced.deaths == 1 && paced.isSound)
    // Ninety-nine calls before it dies; then as many as are left, when it is back and what was sent has left the window.
    #expect((35...37).contains(paced.durationSeconds), "\(paced.durationSeconds)")
    #expect(paced.hubSpot.total.sent == 190 && paced.hubSpot.total.refused == 0)
    let records = "records: 40"
    let (whole, struck) = (
      try Self.run(.oneByOne, Self.scenario("", records: records)),
      try Self.run(.oneByOne, Self.scenario(crash, records: records))
    )
    #expect(struck.deaths == 1 && struck.isSound)
    #expect(struck.durationSeconds > whole.durationSeconds + 20)
    #expect(struck.hubSpot.total.sent > whole.hubSpot.total.sent)
  }

  @Test("strikes one instance of several, and nobody after the end of all work")
  func instances() throws {
    let one = "crashes: [ { at_seconds: 1, instance: 3, back_after_seconds: 1 } ]\n"
    let summary = try Self.run(.fiveByFive, Self.scenario(one, records: "records: 100"))
    #expect(summary.deaths == 1 && summary.isSound)
    let all = "crashes: [ { at_seconds: 1, back_after_seconds: 1 }, { at_seconds: 86000, back_after_seconds: 1 } ]\n"
    let struck = try Self.run(.fiveByFive, Self.scenario(all, records: "records: 100"))
    #expect(struck.deaths == 5 && struck.isSound)
    #expect(struck.durationSeconds < 100)
  }

  @Test(
    "waits for a new day when the day's quota is used up, and gives nothing up",
    arguments: ["batched", "batched-paced"]
  )
  func daily(design: String) throws {
    // It begins at 9:00; the quota is there again at midnight.
    let scenario = try Self.scenario("hubspot: { daily_limit: 150 }\ndesigns: [batched, batched-paced]\n")
    let summary = try Self.run(try #require(SyncDesign(named: design)), scenario)
    #expect(summary.deadLetters == [] && summary.isSound)
    #expect(summary.durationSeconds > 15 * 3_600 && summary.durationSeconds < 16 * 3_600, "\(summary.durationSeconds)")
  }

  @Test("counts as in HubSpot only what is there as it was given last; what is given up has its reason")
  func refused() throws {
    let summary = try Self.run(.batched, Self.scenario("faults: { refused_percent: 1 }\n"))
    let letters = summary.deadLetters.count
    #expect((100...300).contains(letters))
    #expect(summary.records.arrived == 19_000 - letters)
    #expect(summary.deadLettersByReason == ["The value of children is not valid": letters])
    #expect(summary.isSound)
    let run = ProductRun.bulkSync(summary)
    #expect(
      try Measure(parsing: "success", of: .bulkSync).value(in: run) == .share(events: 19_000 - letters, trials: 19_000)
    )
    #expect(try Measure(parsing: "queue_depth", of: .bulkSync).value(in: run) == .number(19_000))
  }

  @Test("lets who begins at 0 die at 0")
  func earlyCrash() throws {
    let early = try Self.run(.batched, Self.scenario("crashes: [ { at_seconds: 0, back_after_seconds: 3 } ]\n"))
    let whole = try Self.run(.batched, Self.scenario(""))
    #expect(early.deaths == 1 && early.isSound)
    #expect(early.durationSeconds >= whole.durationSeconds + 2.9)
  }

  private struct Unexpected: Error {}
}
