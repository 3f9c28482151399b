import BookingCore
import Composition
import DeterministicRuntime
import Faults
import Fixtures
import Foundation
import HubSpotAPI
import LiteralTimes
import Measures
import Ports
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

/// `SWITCH_DRAWS=1000 swift test --filter SwitchedRun` draws as many as one likes.
@Suite("A run in which switches are turned")
struct SwitchedRunTests {
  private static let draws = ProcessInfo.processInfo.environment["SWITCH_DRAWS"].flatMap { Int($0) } ?? 60

  @Test("of the queue's pace changes it at the next claim, in either direction")
  func pace() throws {
    // One a second by the fixed pace; the limits leave room for all.
    func lastWait(_ design: String, _ part: String) throws -> VirtualSpan {
      let scenario = try ScenarioText.parse(
        """
        scenario_version: 1
        summary: A test
        load: { arrivals: { users: 60, within_seconds: 1 } }
        core: { queue: { per_second: 1 } }
        hubspot: { tier: enterprise, search_limit_per_second: 100, ten_second_limit: 1000 }
        switches: [ { at_seconds: 20, role: admission, part: \(part), percent: 100 } ]

        """
      )
      let run = try ScenarioRun(scenario, DesignRegistry.design(design), seed: 1).measured()
      #expect(run.summary.isSound)
      return try #require(run.samples.queued.compactMap(\.wait).max())
    }
    #expect(try lastWait("phase2-queued+admission=queue", "queue-paced") < VirtualSpan(.seconds(30)))
    #expect(try lastWait("phase2-queued+admission=queue", "queue-or-direct") > VirtualSpan(.seconds(55)))
    #expect(try lastWait("phase2-queued", "queue") < VirtualSpan(.seconds(10)))
  }

  @Test("loses nothing, whatever is switched, when, and in which order")
  func sound() throws {
    try Self.expect(try SideBySide.map(count: Self.draws) { try Self.judge(DrawnScenario($0).switched) })
  }

  @Test("loses nothing when its instances fail and die meanwhile, all but one")
  func faults() throws {
    let verdicts = try SideBySide.map(count: Self.draws / 2) { number in
      try Self.judge(DrawnScenario(10_000 + number).switched) { instance, random in
        let deaths: [DrawnFaults.Risk] =
          instance == 0 ? [] : [.init(.deathBefore, share: 0.002), .init(.deathAfter, share: 0.002)]
        let failures: [DrawnFaults.Risk] = [.init(.lostReply, share: 0.01), .init(.answer(503), share: 0.01)]
        let end = VirtualInstant(nanoseconds: 300_000_000_000)
        return DrawnFaults(random, instance: instance, risks: deaths + failures, until: end)
      }
    }
    try Self.expect(verdicts)
  }

  /// What goes wrong without any switch, with one of the designs between which it switches, is not the switches' doing.
  private static func judge(
    _ drawn: DrawnScenario,
    faults: @escaping InstanceFaults = { _, _ in nil }
  ) throws -> RandomSettingsTests.Verdict {
    let verdict = try RandomSettingsTests.judge(drawn, faults: faults)
    guard case .unsound = verdict else { return verdict }
    for plain in drawn.unswitched {
      if case .unsound = try RandomSettingsTests.judge(plain, faults: faults) { return .hopeless }
    }
    return verdict
  }

  private static func expect(_ verdicts: [RandomSettingsTests.Verdict]) throws {
    var sound = 0
    for verdict in verdicts {
      switch verdict {
      case .sound: sound += 1
      case .unsound(let text): Issue.record("\(text)")
      case .refused, .hopeless: break
      }
    }
    #expect(sound * 3 > verdicts.count * 2)
  }

  private func scenario(_ changes: String, users: Int = 40) throws -> Scenario {
    try ScenarioText.parse(
      """
      scenario_version: 1
      summary: A test
      load:
        arrivals: { users: \(users), within_seconds: 60 }
      switches:
      \(changes)
      """
    )
  }

  @Test(
    "hands a ledger over when its jobs are called once a minute only",
    arguments: [("seats", "hubspot-property"), ("credits", "store")]
  )
  func cron(_ role: String, _ part: String) throws {
    var scenario = try scenario(
      """
        - { at_seconds: 20, role: \(role), part: \(part), percent: 100 }
        - { at_seconds: 200, role: \(role), part: \(part), percent: 0 }

      """
    )
    scenario.draft.core.jobs = .cron
    let run = try ScenarioRun(scenario, .phase1, seed: 1).summary()
    #expect(run.isSound)
    #expect(run.bookings.confirmed == 40)
  }

  @Test("shows its numbers from each change to the next")
  func spans() throws {
    let scenario = try scenario(
      """
        - { at_seconds: 20, role: notes, part: queued, percent: 100 }
        - { at_seconds: 20, role: associations, part: queued, percent: 50 }
        - { at_seconds: 40, role: notes, part: queued, percent: 0 }

      """
    )
    let run = try ScenarioRun(scenario, .phase1, seed: 1).measured()
    let spans = run.summary.switchSpans
    #expect(spans.map(\.fromSeconds) == [0, 20, 40])
    #expect(spans.map(\.untilSeconds) == [20, 40, run.summary.endedAtSeconds])
    #expect(
      spans.map(\.switches) == [[], ["associations=queued 50 %", "notes=queued 100 %"], ["associations=queued 50 %"]]
    )
    #expect(spans.map(\.offered).reduce(0, +) == 40)
    // They are the measures of their windows.
    for span in spans where span.untilSeconds < 60 {
      let window = "{window:\(Int(span.fromSeconds))s..\(Int(span.untilSeconds))s}"
      for (text, number) in [
        ("success\(window) rate", span.success), ("time_to_booking\(window) med", span.timeToBookingP50),
        ("time_to_booking\(window) p(95)", span.timeToBookingP95), ("share_429\(window) rate", span.share429),
      ] {
        #expect(try Measure(parsing: text).value(in: run).number == number, "\(text)")
      }
    }
    #expect(try ScenarioRun(scenario, .phase1, seed: 1).summary().switchSpans == [])
    #expect(try ScenarioRun(.rush(users: 5), .phase1, seed: 1).measured().summary.switchSpans == [])
  }

  @Test("works off what waits when a queue is switched off, before it ends")
  func drains() throws {
    let scenario = try scenario(
      """
        - { at_seconds: 0, role: notes, part: queued, percent: 100 }
        - { at_seconds: 0, role: admission, part: queue, percent: 100 }
        - { at_seconds: 30, role: notes, part: queued, percent: 0 }
        - { at_seconds: 30, role: admission, part: queue, percent: 0 }

      """
    )
    let run = try ScenarioRun(scenario, .phase1, seed: 1).summary()
    #expect(run.isSound)
    #expect(run.bookings.confirmed == 40)
    #expect(run.queues.map(\.lengthAtEnd).allSatisfy { $0 == 0 })
    #expect(run.queues.first { $0.name == "notes_queue" }.map { $0.longest > 0 } == true)
  }

  @Test("is the run that it was, when its switches change nothing")
  func nothing() throws {
    let scenario = try scenario("  - { at_seconds: 1, role: reads, part: sequential, percent: 0 }\n")
    var plain = scenario
    plain.draft.switches = nil
    for design in [Design.phase1, .phase2] {
      let digests = try [scenario, plain].map { try ScenarioRun($0, design, seed: 1).summary().digest }
      #expect(digests[0] == digests[1], "\(design.name)")
    }
  }

  /// Two ledgers of which each sells to its own contacts: what the rule keeps from being.
  private struct TwoTruths: SeatLedger {
    let ledgers: [any SeatLedger]

    private func ledger(_ contact: ObjectID) -> any SeatLedger {
      ledgers[SwitchShare.place(of: contact.number, in: "seats") / 50]
    }

    var jobs: [any BackgroundJob] { ledgers.flatMap(\.jobs) }
    var needsExamToCount: Bool { true }

    func begin(_ exam: ObjectID, for work: RequestWork) async throws(Interruption) -> SeatSession {
      try await ledger(work.intent.contact).begin(exam, for: work)
    }

    func hold(_ exam: ExamRecord, for work: RequestWork, _ session: SeatSession) async throws(Interruption) {
      try await ledger(work.intent.contact).hold(exam, for: work, session)
    }

    func count(for work: RequestWork, _ session: SeatSession) async throws(Interruption) {
      try await ledger(work.intent.contact).count(for: work, session)
    }

    func end(_ session: SeatSession, for work: RequestWork) async throws(Interruption) {
      try await ledger(work.intent.contact).end(session, for: work)
    }

    func sell(_ intent: Intent) -> StoreStep { ledger(intent.contact).sell(intent) }

    func expectReturn(_ intent: Intent) -> StoreStep { ledger(intent.contact).expectReturn(intent) }

    func giveBack(for work: RequestWork) async throws(Interruption) {
      try await ledger(work.intent.contact).giveBack(for: work)
    }

    func taken(
      _ exams: [ExamRecord],
      counting counts: (any BookingCounts)?,
      _ client: CRMClient
    ) async throws(Interruption) -> [ObjectID: Int] {
      try await ledgers[0].taken(exams, counting: counts, client)
    }

    func recount(_ exams: [ObjectID], _ client: CRMClient) async throws(Interruption) -> Int { 0 }
  }

  @Test("sells the last seat twice where two ledgers have the truth at a time, which truth-is-one refuses")
  func twoTruths() throws {
    var design = Design.phase1
    design[Roles.seats] = Part("both") { context in
      TwoTruths(ledgers: [StoreSeatLedger(context, reconciling: .examByExam), PropertySeatLedger(context)])
    }
    let scenario = Scenario.rush(users: 40, capacity: 2)
    let run = try ScenarioRun(scenario, design, seed: 1).summary()
    #expect(run.audit.map(\.kind).contains(.oversoldExam))
    // One truth after the other sells each seat once.
    var handedOver = scenario
    handedOver.draft.switches = [
      SwitchChange(at: .milliseconds(500), role: "seats", part: "hubspot-property", percent: 100)
    ]
    let sound = try ScenarioRun(handedOver, .phase1, seed: 1).summary()
    #expect(sound.audit == [])
    #expect(sound.isConverged)
    #expect(sound.bookings.confirmed == 20)
  }
}
