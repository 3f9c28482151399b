import BulkSync
import DeterministicRuntime
import Faults
import HubSpotAPI
import Measures
import SimulatedHubSpot
import SimulatedRedis
import SyncJournalConformance
import SyncScenarios
import SyncSimulation
import Testing
import VirtualTime

@Suite("A sync in virtual time")
struct SyncRunTests {
  private static let designs = SyncDesign.all.map(\.name)
  private static let durable = SyncDesign.all.filter(\.resumes).map(\.name)

  private static func run(_ design: String, records: Int, seed: UInt64 = 1) throws -> SyncRun {
    let source = SyncSource(digest: "first", records: SampleRecords(count: records, seed: seed).records)
    var run = SyncRun(try #require(SyncDesign(named: design)), source)
    run.seed = seed
    return run
  }

  @Test("brings each record to HubSpot once, and is the same run twice", arguments: designs)
  func whole(design: String) throws {
    let run = try Self.run(design, records: 330)
    let summary = try run.summary()
    #expect(summary.findings == [])
    #expect(summary.deadLetters == [])
    #expect(try run.summary().digest == summary.digest)
  }

  @Test("sends what is new and changed, archives what is gone, and nothing else", arguments: durable)
  func incremental(design: String) throws {
    let sample = SampleRecords(count: 1_000, seed: 3)
    var run = SyncRun(
      try #require(SyncDesign(named: design)),
      SyncSource(digest: "second", records: sample.next(changed: 0.01, added: 0.02, removed: 0.03))
    )
    run.before = sample.records
    let summary = try run.summary()
    #expect(summary.findings == [])
    #expect(summary.hubSpot.byLabel["record_archive"]?.logical == (design.hasPrefix("batched") ? 1 : 30))
    if design.hasPrefix("batched") { #expect(summary.hubSpot.byLabel["record_upsert"]?.logical == 1) }
    run.settings.removal = .keep
    let kept = try run.summary()
    #expect(kept.findings == [])
    #expect(kept.hubSpot.byLabel["record_archive"] == nil)
  }

  @Test("is not sound when an instance dies for good: the audit says what is missing, and what is unfinished")
  func unfinished() throws {
    var run = try Self.run("batched", records: 1_000)
    run.world.restarts = 0
    run.faults = { _, _ in
      let script = FaultScript()
      script.strikeHubSpot(8, .deathBefore)
      return script
    }
    let findings = try run.summary().findings
    let unfinished = findings.filter { $0.kind == .unfinishedWork }.map(\.detail)
    let missing = findings.count { $0.kind == .missingRecord }
    #expect(unfinished.count == 1)
    #expect(missing > 0 && missing % 100 == 0, "\(missing) are missing")
    #expect(findings.count == missing + 1)
  }

  @Test("loses only the inputs that HubSpot names: those come again, or are dead letters with the reason")
  func partial() throws {
    var run = try Self.run("batched", records: 1_000)
    run.world.refused = RefusedInputs(share: 0.02, times: 2)
    let again = try run.summary()
    #expect(again.findings == [])
    #expect(again.deadLetters == [])
    run.world.refused.times = 3
    let dead = try run.summary()
    #expect(dead.findings == [])
    #expect((5...40).contains(dead.deadLetters.count))
    #expect(dead.deadLetters.allSatisfy { $0.reason == "The value of children is not valid" })
  }

  @Test("tells what it gives up with its reason, whatever the design, and is sound but for that", arguments: designs)
  func givenUp(design: String) throws {
    var run = try Self.run(design, records: 6)
    run.faults = { _, _ in
      let script = FaultScript()
      for label in [RecordLabel.create, RecordLabel.upsert] { script.strike(label, .answer(400)) }
      return script
    }
    let summary = try run.summary()
    #expect(summary.findings == [])
    #expect(summary.deadLetters.count == 6 && summary.records.arrived == 0)
    #expect(Set(summary.deadLetters.map(\.reason)).count == 1)
  }

  @Test("keeps the promises of a journal", arguments: SyncJournalConformance { MemoryJournal() }.checks.map(\.name))
  func journal(name: String) throws {
    let broken = try Simulation.run { () async throws -> String? in
      let conformance = SyncJournalConformance {
        let ports = InstancePorts(hubSpot: Silence(), store: SimulatedRedis(latency: .zero), epochMilliseconds: 0)
        return SimulatedJournal(JournalDisk(), ports: ports, latency: .milliseconds(2))
      }
      guard let check = conformance.checks.first(where: { $0.name == name })?.check else { return "no such check" }
      return try await check()
    }.output
    #expect(broken == nil)
  }

  @Test(
    "goes on where it stood when its instance dies at any use of a port, before or after its effect",
    arguments: designs,
    [Fault.deathBefore, .deathAfter]
  )
  func sweep(design: String, fault: Fault) throws {
    let run = try Self.run(design, records: design.hasPrefix("batched") ? 520 : 7)
    let struck = try PortSweep(fault: fault, run: run).struck { summary, number in
      #expect(summary.findings == [], "\(design), \(fault) at port call \(number)")
    }
    #expect((10..<500).contains(struck), "\(struck) port calls were struck")
  }

  @Test(
    "loses and doubles nothing when replies are lost, calls fail and instances die by chance",
    arguments: designs,
    1...8
  )
  func chance(design: String, seed: Int) throws {
    var run = try Self.run(design, records: design.hasPrefix("batched") ? 2_000 : 40, seed: UInt64(seed))
    let random = KeyedRandom(seed: UInt64(seed))
    run.faults = { instance, life in
      let risks = [
        DrawnFaults.Risk(.lostReply, share: 0.05), DrawnFaults.Risk(.lostRequest, share: 0.05),
        DrawnFaults.Risk(.answer(503), share: 0.1), DrawnFaults.Risk(.answerAfterEffect(500), share: 0.05),
        DrawnFaults.Risk(.deathAfter, share: 0.01),
      ]
      return DrawnFaults(
        random,
        instance: instance + 100 * life,
        risks: risks,
        until: .init(nanoseconds: 60_000_000_000)
      )
    }
    let summary = try run.summary()
    #expect(summary.findings == [])
    #expect(summary.deadLetters == [])
  }
}

private struct Silence: HubSpotTransport {
  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse { throw .noReply }
}
