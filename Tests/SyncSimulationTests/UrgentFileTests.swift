import AccountScenarios
import BulkSync
import DeterministicRuntime
import Faults
import Measures
import SyncScenarios
import SyncSimulation
import Testing

@Suite("An urgent file beside the nightly one")
struct UrgentFileTests {
  private static let designs = SyncDesign.all.map(\.name)

  private static func run(_ design: String, records: Int, _ urgent: String, more: String = "") throws -> SyncRun {
    let text = """
      scenario_version: 1
      summary: A test
      product: bulk-sync
      source: { records: \(records) }
      urgent: [ \(urgent) ]

      """
    let scenario = try SyncScenarioFile.parse(text: text + more, fileName: "test.yaml")
    guard case .sample(let sample) = scenario.source else { throw Unexpected() }
    return SyncRun(scenario, try #require(SyncDesign(named: design)), SyncData(sample), seed: 1)
  }

  @Test("goes out with the next call that may go, where files are taken as they come; in turn it waits for the night's")
  func overtakes() throws {
    let urgent = "{ at_seconds: 12, records: 50 }"
    let paced = try Self.run("batched-paced", records: 40_000, urgent).summary()
    #expect(paced.findings == [] && paced.deadLetters == [])
    #expect(paced.urgent.map(\.records) == [50] && paced.urgent.map(\.arrivedAtSeconds) == [12])
    let overtaking = try #require(paced.urgentSettledAfter)
    #expect(overtaking < 20 && 12 + overtaking < paced.durationSeconds - 5, "after \(overtaking) s")
    let inTurn = try Self.run("one-by-one", records: 100, "{ at_seconds: 12, records: 5 }").summary()
    #expect(inTurn.findings == [])
    let waiting = try #require(inTurn.urgentSettledAfter)
    #expect(abs(12 + waiting - inTurn.durationSeconds) < 0.1 && waiting > 40, "after \(waiting) s")
  }

  @Test("of the nightly file's priority waits for what was planned before it; of a lower number it does not")
  func priorities() throws {
    let after = try [0, 1].map { priority in
      let urgent = "{ at_seconds: 5, records: 10, priority: \(priority) }"
      return try #require(try Self.run("five-workers", records: 200, urgent).summary().urgentSettledAfter)
    }
    #expect(after[0] < 10 && after[1] > 30, "\(after)")
  }

  @Test("is not followed by what a dead instance has sent before it came", arguments: designs)
  func dead(design: String) throws {
    for (seed, backAfter) in zip(UInt64(1)..., [0, 0, 0.05, 0.05, 0.1, 0.1, 0.2, 0.3]) {
      let crash = "crashes: [ { at_seconds: 0.2, back_after_seconds: \(backAfter) } ]\n"
      var run = try Self.run(design, records: 1_000, "{ at_seconds: 0.1, records: 500 }", more: crash)
      run.seed = seed
      let summary = try run.summary()
      #expect(summary.findings == [] && summary.deaths > 0, "seed \(seed), back after \(backAfter) s")
    }
  }

  @Test("is followed by it where nobody waits for that, which the audit finds")
  func haste() throws {
    let crash = "crashes: [ { at_seconds: 0.2, back_after_seconds: 0 } ]\n"
    var run = try Self.run("batched", records: 1_000, "{ at_seconds: 0.1, records: 500 }", more: crash)
    run.settings.pauseAfterDeath = .zero
    let found = try (UInt64(1)...8).flatMap { seed in
      run.seed = seed
      return try run.summary().findings.map(\.kind)
    }
    #expect(Set(found) == [.wrongContent])
  }

  @Test("leaves no record as the nightly file had it, whatever of that is in flight or sent later", arguments: designs)
  func stands(design: String) throws {
    let urgent =
      "{ at_seconds: 0, records: 30 }, { at_seconds: 2, records: 30, seed: 1 }, { at_seconds: 2, records: 9 }"
    let summary = try Self.run(design, records: 60, urgent).summary()
    #expect(summary.findings == [] && summary.records.arrived == 60)
    #expect(summary.urgent.allSatisfy { $0.settledAfterSeconds != nil })
    #expect(try Self.run(design, records: 60, urgent).summary().digest == summary.digest)
  }

  @Test("that comes when all is done is waited for; one that comes while nobody lives is found", arguments: designs)
  func late(design: String) throws {
    let late = try Self.run(design, records: 20, "{ at_seconds: 3600, records: 3 }").summary()
    #expect(late.findings == [] && late.durationSeconds > 3_600)
    let after = try #require(late.urgentSettledAfter)
    #expect(after < 4, "after \(after) s")
    let crash = "crashes: [ { at_seconds: 2, back_after_seconds: 100 } ]\n"
    let struck = try Self.run(design, records: 600, "{ at_seconds: 50, records: 3 }", more: crash).summary()
    #expect(struck.findings == [])
    if struck.deaths > 0 {
      let found = try #require(struck.urgentSettledAfter)
      #expect(found > 52, "after \(found) s")
    }
  }

  @Test("is not planned again when an instance begins that does not know that it is done", arguments: designs)
  func remembered(design: String) throws {
    // All three are done when everybody dies; then the last one comes.
    let urgent =
      "{ at_seconds: 20, records: 4 }, { at_seconds: 40, records: 4, seed: 1 }, { at_seconds: 200, records: 2 }"
    let crash = "crashes: [ { at_seconds: 100, back_after_seconds: 10 } ]\n"
    let summary = try Self.run(design, records: 20, urgent, more: crash).summary()
    #expect(summary.findings == [] && summary.deaths > 0)
    #expect(summary.records.resent == 0)
  }

  @Test(
    "loses and doubles nothing when its instance dies at any use of a port, before or after its effect",
    arguments: designs,
    [Fault.deathBefore, .deathAfter]
  )
  func sweep(design: String, fault: Fault) throws {
    let records = design.hasPrefix("batched") ? 520 : 6
    let run = try Self.run(design, records: records, "{ at_seconds: 0.5, records: 4 }, { at_seconds: 9, records: 2 }")
    let struck = try PortSweep(fault: fault, run: run).struck { summary, number in
      #expect(summary.findings == [], "\(design), \(fault) at port call \(number)")
      #expect(summary.urgent.allSatisfy { $0.settledAfterSeconds != nil })
    }
    #expect((15..<500).contains(struck), "\(struck) port calls were struck")
  }

  @Test("whose input HubSpot refuses is given up with its reason, and the nightly file's chance counts for nothing")
  func refused() throws {
    let more = "faults: { refused_percent: 20 }\n"
    let summary = try Self.run("batched", records: 300, "{ at_seconds: 0, records: 100 }", more: more).summary()
    #expect(summary.findings == [])
    #expect(Set(summary.deadLetters.map(\.key)).count == summary.deadLetters.count)
    #expect(summary.records.arrived == 300 - summary.deadLetters.count)
  }

  private struct Unexpected: Error {}
}

@Suite("The progress of a sync")
struct SyncProgressTests {
  @Test("is told at each tenth, with the time left at the pace so far and as it was")
  func tenths() throws {
    let source = SyncSource(digest: "first", records: SampleRecords(count: 20_000, seed: 1).records)
    let summary = try SyncRun(.batched, source).summary()
    let progress = summary.progress
    #expect(progress.map(\.share) == (1...10).map { Double($0) / 10 })
    #expect(progress.map(\.atSeconds) == progress.map(\.atSeconds).sorted())
    for mark in progress {
      // Half of the work is done, so the other half takes as long at this pace, and so on.
      let told = try #require(mark.secondsLeftTold)
      #expect(abs(told - mark.atSeconds * (1 - mark.share) / mark.share) < mark.atSeconds * 0.1)
      #expect(abs(mark.atSeconds + mark.secondsLeft - summary.durationSeconds) < 0.1)
    }
    #expect(progress.last?.secondsLeftTold == 0 && progress.last?.secondsLeft == 0)
  }

  @Test("of a sync that begins again counts from the beginning, and of nothing there is none")
  func edges() throws {
    let source = SyncSource(digest: "first", records: SampleRecords(count: 20, seed: 1).records)
    var run = SyncRun(.oneByOne, source)
    run.world.crashes = [CrashSettings(at: .seconds(4), backAfter: .seconds(1))]
    let summary = try run.summary()
    #expect(summary.deaths == 1 && summary.progress.count == 10)
    #expect(summary.progress.allSatisfy { $0.atSeconds > 5 })
    run.source.records = []
    #expect(try run.summary().progress == [])
  }
}
