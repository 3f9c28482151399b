import AccountScenarios
import BulkSync
import DeterministicRuntime
import Faults
import Measures
import SyncScenarios
import SyncSimulation
import Testing

@Suite("A journal that cannot be reached for a time")
struct JournalOutageTests {
  private static let durable = SyncDesign.all.filter(\.resumes).map(\.name)

  private static func run(_ design: String, records: Int, from: Duration, until: Duration) throws -> SyncRun {
    let source = SyncSource(digest: "first", records: SampleRecords(count: records, seed: 1).records)
    var run = SyncRun(try #require(SyncDesign(named: design)), source)
    run.world.journalOutages = [JournalOutage(from: from, until: until)]
    return run
  }

  @Test("loses and doubles nothing, whenever it begins", arguments: durable)
  func sound(design: String) throws {
    let records = design.hasPrefix("batched") ? 3_000 : 20
    var met = 0
    for start in [0, 1, 3, 150, 320, 700, 1_301] {
      let run = try Self.run(
        design,
        records: records,
        from: .milliseconds(start),
        until: .milliseconds(start + 2_500)
      )
      let summary = try run.summary()
      #expect(summary.findings == [], "\(design), from \(start) ms")
      #expect(summary.deadLetters == [])
      // Whoever needs no transaction meanwhile does not meet it.
      guard summary.alerts(.journal) > 0 else { continue }
      met += 1
      #expect(summary.durationSeconds * 1_000 > Double(start + 2_500) && summary.deaths > 0)
      #expect(summary.alerts(.journal) == 1)
    }
    #expect(met >= 4, "met \(met) times")
  }

  @Test("stops who meets it, until it is over and not longer: from its first moment to before the first one after it")
  func edges() throws {
    // An instance begins at 0 and commits its opening after 2 ms.
    let missed = try Self.run("batched", records: 100, from: .zero, until: .milliseconds(2)).summary()
    #expect(missed.deaths == 0 && missed.alerts(.journal) == 0)
    let met = try Self.run("batched", records: 100, from: .milliseconds(2), until: .milliseconds(3)).summary()
    #expect(met.deaths == 1 && met.alerts(.journal) == 1)
    #expect(met.alerts.first?.atSeconds == 0.002)
    // It begins again a second later.
    #expect(met.alerts.first?.endedAtSeconds == 1.004)
  }

  @Test("may last for hours: who meets it begins again as often as it takes")
  func long() throws {
    let scenario = try SyncScenarioFile.parse(
      text: """
        scenario_version: 1
        summary: A test
        product: bulk-sync
        source: { records: 10 }
        journal: { outages: [ { from_seconds: 0, until_seconds: 10100 } ] }

        """,
      fileName: "outage.yaml"
    )
    guard case .sample(let sample) = scenario.source else {
      Issue.record("The scenario has no sample: \(scenario.source)")
      return
    }
    let summary = try SyncRun(scenario, .batched, SyncData(sample), seed: 1).summary()
    #expect(summary.isSound && summary.deaths > 10_000, "\(summary.deaths) deaths")
  }

  @Test("is nothing to a design that keeps no journal")
  func memory() throws {
    let summary = try Self.run("one-by-one", records: 5, from: .zero, until: .seconds(100)).summary()
    #expect(summary.deaths == 0 && summary.alerts == [] && summary.isSound)
  }
}

@Suite("The alerts of a sync")
struct SyncAlertTests {
  private static func run(_ design: SyncDesign, records: Int) -> SyncRun {
    SyncRun(design, SyncSource(digest: "first", records: SampleRecords(count: records, seed: 1).records))
  }

  private static func alerts(_ run: SyncRun, _ kind: SyncAlertKind) throws -> [AlertRecord] {
    try run.summary().alerts.filter { $0.name == kind.rawValue }
  }

  @Test("of the queue comes above its threshold, not at it, and ends when the queue is at it again")
  func queue() throws {
    #expect(try Self.alerts(Self.run(.batched, records: 1_000), .queue) == [])
    let beyond = try Self.alerts(Self.run(.batched, records: 1_001), .queue)
    #expect(beyond.count == 1)
    #expect(beyond.first?.value == 1_001 && beyond.first?.threshold == 1_000)
    #expect(try #require(beyond.first?.endedAtSeconds) > 0.1)
  }

  @Test("of refusals comes once for all that follow each other, and ends when none has come for ten seconds")
  func refusals() throws {
    let paced = try Self.alerts(Self.run(.batchedPaced, records: 20_000), .refusals)
    #expect(paced == [])
    let refused = try Self.run(.batched, records: 30_000).summary()
    #expect(refused.hubSpot.total.refused > 1)
    #expect((1..<refused.hubSpot.total.refused).contains(refused.alerts(.refusals)))
    var quick = Self.run(.batched, records: 30_000)
    quick.world.alerts.refusalsQuiet = .milliseconds(1)
    let each = try Self.alerts(quick, .refusals)
    #expect(each.count >= refused.alerts(.refusals))
    let last = try #require(each.last)
    #expect(abs(try #require(last.endedAtSeconds) - last.atSeconds - 0.001) < 1e-9)
  }

  @Test("of failures comes when more than five in a hundred have been given up, and not of a few records")
  func failures() throws {
    var run = Self.run(.batched, records: 3_000)
    run.world.refused = RefusedInputs(share: 0.03)
    #expect(try Self.alerts(run, .failures) == [])
    run.world.refused = RefusedInputs(share: 0.10)
    #expect(try Self.alerts(run, .failures).count >= 1)
    run.world.alerts.failuresAtLeast = 3_001
    #expect(try Self.alerts(run, .failures) == [])
    run.world.alerts.failuresAtLeast = 20
    run.world.alerts.failuresPercent = 15
    #expect(try Self.alerts(run, .failures) == [])
  }

  @Test("decide nothing in a run")
  func apart() throws {
    var run = Self.run(.batched, records: 2_000)
    let digest = try run.summary().digest
    run.world.alerts.queueRecords = 0
    run.world.alerts.failuresPercent = 0
    #expect(try run.summary().digest == digest)
  }
}

@Suite("An instance in the place of a dead one")
struct PauseAfterDeathTests {
  private static func run(_ design: SyncDesign, pause: Duration? = nil) throws -> SyncSummary {
    var run = SyncRun(design, SyncSource(digest: "first", records: SampleRecords(count: 30_000, seed: 1).records))
    run.world.crashes = [CrashSettings(at: .seconds(11), backAfter: .seconds(1))]
    run.settings.pauseAfterDeath = pause
    return try run.summary()
  }

  @Test("waits a window where its pacing does not know what was sent, so that nothing is refused")
  func waits() throws {
    let waiting = try Self.run(.batchedPaced)
    #expect(waiting.deaths == 1 && waiting.isSound)
    #expect(waiting.hubSpot.total.refused == 0)
    let hasty = try Self.run(.batchedPaced, pause: .zero)
    #expect(hasty.isSound && hasty.hubSpot.total.refused > 0)
    #expect(waiting.durationSeconds < hasty.durationSeconds + 10.2)
  }

  @Test("waits for what was sent where nothing is paced, too")
  func waitsUnpaced() throws {
    let waits = try [Duration.zero, .seconds(20)].map { try Self.run(.batched, pause: $0) }
    #expect(waits.allSatisfy { $0.deaths == 1 && $0.isSound })
    #expect(waits[1].durationSeconds > waits[0].durationSeconds + 15)
  }

  @Test("does not wait at a first start, or when nothing was under way")
  func goesOn() throws {
    var run = SyncRun(.batchedPaced, SyncSource(digest: "first", records: SampleRecords(count: 100, seed: 1).records))
    #expect(try run.summary().durationSeconds < 2)
    // Dies before it has claimed anything.
    run.world.crashes = [CrashSettings(at: .milliseconds(3), backAfter: .seconds(1))]
    let early = try run.summary()
    #expect(early.deaths == 1 && early.durationSeconds < 3)
  }
}
