import AccountScenarios
import BookingCore
import Fixtures
import HubSpotAPI
import LiteralTimes
import LoadGeneration
import Measures
import SimulatedHubSpot
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

/// A rule that refuses is only right if a run that breaks it is not sound, and one that just keeps it is.
@Suite("A scenario that breaks a rule")
struct ScenarioRuleSoundnessTests {
  private static func findings(_ scenario: Scenario, _ design: Design) throws -> [AuditFinding.Kind] {
    try ScenarioRun(scenario, design, seed: 1).summary().audit.map(\.kind)
  }

  /// Visitors who come once, in a world without variation.
  private static func constant(users: Int, span: Duration = .zero) -> Scenario {
    var scenario = Scenario.rush(users: users).constant
    scenario.draft.load.arrivals = .even(count: users, within: span, stagger: .microseconds(7))
    scenario.draft.load.behaviour.comeBacksAtMost = 0
    scenario.draft.portal.exams = 1
    scenario.draft.core.settings.recoveryGrace = .seconds(1)
    scenario.draft.core.settings.recoveryInterval = .seconds(1)
    scenario.draft.hubSpot.tenSecond = 10_000
    return scenario
  }

  @Test("claim-outlasts-calls leaves the booking behind that lands after its request was undone")
  func claim() throws {
    var scenario = Self.constant(users: 1)
    scenario.draft.hubSpot.latency.medians.byLabel[Labels.bookingCreate] = .seconds(20)
    scenario.draft.core.requestDeadline = .seconds(5)
    scenario.draft.core.settings.requestLease = .seconds(3)
    // Who works a queue off is not ended at a deadline, and keeps its claim.
    for design in DesignRegistry.all {
      #expect(try Self.findings(scenario, design).isEmpty == design.queuesRequests, "\(design.name)")
    }
    scenario.draft.core.settings.requestLease = .seconds(30)
    for design in DesignRegistry.all { #expect(try Self.findings(scenario, design) == []) }
  }

  @Test("exam-lock-outlasts-counter counts a booking that was undone, in designs that take the lock")
  func examLock() throws {
    let design = try DesignRegistry.design("baseline+seats=hubspot-property")
    // The second visitor comes at 12 s, sees no trace of the first one's counter, and lets the only seat be.
    var scenario = Self.constant(users: 2, span: .seconds(24))
    scenario.draft.portal.capacityPerExam = 1
    scenario.draft.hubSpot.latency.medians.byLabel[Labels.examUpdate] = .seconds(20)
    scenario.draft.core.requestDeadline = .seconds(5)
    scenario.draft.core.settings.examLockLease = .seconds(3)
    #expect(try Self.findings(scenario, design).contains(.counterDrift))
    scenario.draft.core.settings.examLockLease = .seconds(30)
    #expect(try Self.findings(scenario, design) == [])
  }

  @Test("answer-outlives-return tells a visitor that the booking just cancelled for them does not exist")
  func answer() throws {
    var scenario = Self.constant(users: 1)
    scenario.draft.store.commandLatency = .milliseconds(1)
    scenario.draft.load.behaviour.comeBacksAtMost = 3
    scenario.draft.load.behaviour.cancel = VisitorBehaviour.Cancel(
      share: .certain,
      after: .seconds(5) ... .seconds(5),
      rebookAfter: .zero ... .zero,
      rebooks: .no
    )
    // Somewhere in here the deadline falls between the last script of the cancellation and its reply.
    var (short, long) = ([AuditFinding.Kind](), [AuditFinding.Kind]())
    for milliseconds in 1_000..<1_020 {
      scenario.draft.core.requestDeadline = .milliseconds(milliseconds) + .microseconds(500)
      scenario.draft.core.settings.answerLifetime = .seconds(1)
      short += try Self.findings(scenario, .phase2)
      scenario.draft.core.settings.answerLifetime = .seconds(32)
      long += try Self.findings(scenario, .phase2)
    }
    #expect(short.contains(.confirmationWithoutBooking))
    #expect(long == [])
  }

  @Test("counter-outlives-request sells the last seat twice")
  func counter() throws {
    var scenario = Self.constant(users: 2, span: .seconds(38))
    scenario.draft.portal.capacityPerExam = 1
    scenario.draft.hubSpot.latency.medians.byLabel[Labels.contactRead] = .seconds(20)
    scenario.draft.hubSpot.latency.medians.byLabel[Labels.examRead] = .milliseconds(10)
    scenario.draft.core.settings.counterSyncInterval = .seconds(1)
    scenario.draft.core.settings.seatCounterLifetime = .seconds(2)
    let design = try DesignRegistry.design("phase2+seats=store+reads=parallel")
    #expect(try Self.findings(scenario, design).contains(.oversoldExam))
    scenario.draft.core.settings.seatCounterLifetime = .seconds(60)
    #expect(try Self.findings(scenario, design) == [])
  }

  @Test("counts exams before the search index has caught up sells seats again")
  func index() throws {
    var scenario = Self.constant(users: 3, span: .seconds(30))
    scenario.draft.portal.capacityPerExam = 1
    scenario.draft.hubSpot.indexLag = .seconds(30)
    scenario.draft.core.settings.reconciliationQuiet = .milliseconds(500)
    scenario.draft.core.settings.reconciliationInterval = .seconds(2)
    let design = try DesignRegistry.design("phase2+seats=store")
    #expect(try Self.findings(scenario, design).contains(.oversoldExam))
    scenario.draft.core.settings.reconciliationQuiet = .milliseconds(30_001)
    #expect(try Self.findings(scenario, design) == [])
  }

  @Test("sends larger batches than HubSpot takes is answered in a way that the core has no use for")
  func batches() throws {
    var scenario = Self.constant(users: 20, span: .seconds(4))
    scenario.draft.hubSpot.pages.batch = 4
    scenario.draft.hubSpot.pages.associateBatch = 4
    #expect(try Self.findings(scenario, .phase2).contains(.unexpectedReply))
    scenario.draft.core.settings.queueBatch = 4
    #expect(try Self.findings(scenario, .phase2) == [])
  }

  @Test("job-outlasts-store gets nothing done")
  func slowStore() throws {
    var scenario = Scenario.rush(users: 5)
    scenario.draft.store.commandLatency = .milliseconds(50)
    scenario.draft.core.settings.jobLease = .milliseconds(50)
    scenario.draft.run.drainLimit = .seconds(1_200)
    #expect(try !ScenarioRun(scenario, .phase2, seed: 1).summary().isConverged)
    scenario.draft.core.settings.jobLease = .milliseconds(150)
    #expect(try ScenarioRun(scenario, .phase2, seed: 1).summary().isSound)
  }

  @Test("job-outlasts-ended-run has notes written twice")
  func endedRun() throws {
    var scenario = Self.constant(users: 3)
    scenario.draft.core.jobs = .cron
    scenario.draft.cron.shortestInterval = .seconds(10)
    scenario.draft.cron.longestRun = .seconds(5)
    scenario.draft.hubSpot.latency.medians.byLabel[Labels.noteBatch] = .seconds(30)
    scenario.draft.core.settings.jobLease = .seconds(3)
    #expect(try !Self.findings(scenario, .phase2).isEmpty)
    scenario.draft.core.settings.jobLease = .seconds(46)
    #expect(try Self.findings(scenario, .phase2) == [])
  }

  @Test("run-holds-calls never gets anything done, and run-holds-pass never compares the last exams")
  func shortRuns() throws {
    func isConverged(_ design: Design, runsOf longest: Duration) throws -> Bool {
      var scenario = Scenario.rush(users: 40)
      scenario.draft.core.jobs = .cron
      scenario.draft.cron.longestRun = longest
      return try ScenarioRun(scenario, design, seed: 1).summary().isConverged
    }
    for design in [Design.phase2, .coalesced] {
      #expect(try !isConverged(design, runsOf: .seconds(1)), "\(design.name)")
    }
    #expect(try !isConverged(.phase1, runsOf: .seconds(5)))
    #expect(try isConverged(.phase1, runsOf: .seconds(8)))
    #expect(try isConverged(DesignRegistry.design("phase1+seats=store-summed"), runsOf: .seconds(5)))
  }

  @Test("answer-outlives-silence lets who asks too late queue anew, and never learn of the booking")
  func silence() throws {
    for design in DesignRegistry.all where design.queuesRequests {
      func confirmed(lifetime: Duration) throws -> Int {
        var scenario = Self.constant(users: 1)
        scenario.draft.load.behaviour.comeBacksAtMost = 0
        scenario.draft.load.behaviour.queue.pollEvery = .seconds(100)
        scenario.draft.core.settings.answerLifetime = lifetime
        return try ScenarioRun(scenario, design, seed: 1).summary().bookings.confirmed
      }
      #expect(try confirmed(lifetime: .seconds(95)) == 0)
      #expect(try confirmed(lifetime: .seconds(410)) == 1)
    }
  }

  @Test("drain-covers-jobs does not come to rest")
  func drain() throws {
    var scenario = Scenario.rush(users: 5)
    scenario.draft.core.settings.reconciliationInterval = .seconds(3_600)
    scenario.draft.run.drainLimit = .seconds(3_000)
    let unfinished = try ScenarioRun(scenario, .phase1, seed: 1).summary()
    #expect(!unfinished.isConverged)
    #expect(unfinished.audit == [])
    scenario.draft.run.drainLimit = .seconds(7_500)
    #expect(try ScenarioRun(scenario, .phase1, seed: 1).summary().isSound)

    var queued = Scenario.rush(users: 40)
    queued.draft.core.settings.queueBatch = 1
    queued.draft.core.settings.noteInterval = .seconds(60)
    queued.draft.run.drainLimit = .seconds(1_800)
    #expect(try !ScenarioRun(queued, .phase2, seed: 1).summary().isConverged)

    var owed = Scenario.rush(users: 5)
    owed.draft.core.settings.creditSyncInterval = .seconds(3_600)
    owed.draft.run.drainLimit = .seconds(3_000)
    #expect(try !ScenarioRun(owed, .coalesced, seed: 1).summary().isConverged)
    owed.draft.run.drainLimit = .seconds(8_000)
    #expect(try ScenarioRun(owed, .coalesced, seed: 1).summary().isSound)
  }
}

@Suite("A rule between settings")
struct ScenarioRuleTextTests {
  private static func problem(_ lines: String) -> String {
    ScenarioText.problems(adding: lines).joined(separator: "\n")
  }

  @Test("is named, with both numbers and what would be right, and ends exactly there")
  func leases() {
    // The slowest write of a request: 300 ms x exp(4.7534 x 0.25) = 0.985 s; 3/2 of it and two commands: 1.4805 s.
    #expect(
      Self.problem("core: { request_lease_seconds: 1.48 }\n")
        == "5: core.request_lease_seconds breaks the rule claim-outlasts-calls: what a request has sent last lands before "
        + "its contact is free again. One in a million calls booking_create takes 0.985 s or more, and two thirds of "
        + "the lease of 1.48 s are left when its holder dies; expected core.request_lease_seconds of at least 1.4805, "
        + "or faster calls."
    )
    #expect(Self.problem("core: { request_lease_seconds: 1.4805, coalescing: { batch: 1 } }\n") == "")
    #expect(Self.problem("core: { exam_lock_lease_seconds: 1.233 }\n").contains("exam-lock-outlasts-counter"))
    #expect(Self.problem("core: { exam_lock_lease_seconds: 1.2345 }\n") == "")
    let slow = "store: { command_ms: 50 }\ncore: { job_lease_seconds: "
    #expect(
      Self.problem(slow + "0.149 }\n").contains("breaks the rule job-outlasts-store: a job whose lease of 0.149 s")
    )
    #expect(Self.problem(slow + "0.15 }\n") == "")
  }

  @Test("names the key that the file has, whichever it is")
  func keys() {
    #expect(
      Self.problem("hubspot: { latency: { sigma: 1.2 } }\n")
        .hasPrefix("5: hubspot.latency.sigma breaks the rule claim-outlasts-calls")
    )
    #expect(Self.problem("hubspot: { latency: { sigma: 0.9 } }\n").contains("exam-lock") == false)
  }

  @Test("between lifetimes refuses on one side of its edge only")
  func lifetimes() {
    #expect(Self.problem("core: { answer_lifetime_seconds: 89 }\n").contains("answer-outlives-return"))
    #expect(Self.problem("core: { answer_lifetime_seconds: 90 }\n") == "")
    #expect(Self.problem("core: { seat_counter_lifetime_seconds: 59.999 }\n").contains("counter-outlives-request"))
    #expect(Self.problem("core: { seat_counter_lifetime_seconds: 60 }\n") == "")
    #expect(Self.problem("core: { recovery_grace_seconds: 7200 }\n").contains("drain-covers-jobs"))
    #expect(Self.problem("run: { drain_limit_seconds: 0 }\n").contains("drain-covers-jobs"))
    // 75 + 45 + 15 + 2 x 300 + 6 x (7 + 4 x 0.598)
    #expect(
      Self.problem("run: { drain_limit_seconds: 791.351 }\n").contains("expected run.drain_limit_seconds of at least")
    )
    #expect(Self.problem("run: { drain_limit_seconds: 791.352 }\n") == "")
  }

  @Test("knows every job that a run waits for", arguments: Self.intervals)
  func jobs(_ key: String) {
    // 7200 s less what else may take its time: 2 x 3504.324, or 3 x 2341.216 of the recovery, which is waited for once more.
    let longest = key == "recovery" ? "2341.216" : "3504.324"
    #expect(Self.problem("core: { \(key)_interval_seconds: \(longest) }\n") == "")
    #expect(Self.problem("core: { \(key)_interval_seconds: 3504.325 }\n").contains("drain-covers-jobs"))
  }

  private static let intervals = [
    "recovery", "counter_sync", "reconciliation", "association", "note", "credit_sync",
  ]

  @Test("between batches and windows of merged calls refuses on one side of its edge only")
  func merging() throws {
    func objection(_ lines: String, _ design: Design = .coalesced) throws -> String {
      try ScenarioText.scenario(adding: lines).objection(to: design) ?? ""
    }
    let batches = "hubspot: { batch_limit: 50 }\ncore: { queue_batch: 50, coalescing: { batch: "
    #expect(
      try objection(batches + "51 } }\n").hasPrefix(
        "coalescing=merged breaks the rule merged-batch-fits: HubSpot refuses a batch of"
      )
    )
    #expect(try objection(batches + "50 } }\n") == "")
    let windows = "core: { coalescing: { window_ms: 200, widest_window_ms: "
    #expect(
      try objection(windows + "199 } }\n").hasPrefix(
        "coalescing=merged breaks the rule window-widens: a window that shall widen with"
      )
    )
    #expect(try objection(windows + "200 } }\n") == "")
    // A batch of 100 creations: (300 + 99 x 2) ms x exp(4.7534 x 0.25) = 1.635 s.
    let grace = "core: { recovery_grace_seconds: "
    let inStore = try DesignRegistry.design("phase2+coalescing=store")
    #expect(
      try objection(grace + "1.635 }\n", inStore).hasPrefix(
        "coalescing=store breaks the rule merged-calls-land: what was asked for last"
      )
    )
    #expect(try objection(grace + "1.636 }\n", inStore) == "")
  }

  @Test("between the queue and its visitors refuses designs with a queue, on one side of its edge only")
  func queueing() throws {
    func objections(_ lines: String) throws -> [String] {
      let scenario = try ScenarioText.scenario(adding: lines)
      return try [.phase2, .phase2Queued, DesignRegistry.design("phase2+admission=queue-or-direct")].map {
        scenario.objection(to: $0) ?? ""
      }
    }
    // The deadline, two questions of 2 s and the deadline each, and the way back: 60 + 2 x 62 + 30.
    let short = try objections("core: { answer_lifetime_seconds: 213.999 }\n")
    #expect(
      short[0] == "" && short[1].hasPrefix("admission=queue-paced breaks the rule answer-outlives-silence: who waits")
    )
    #expect(short[2].hasPrefix("admission=queue-or-direct breaks the rule answer-outlives-silence"))
    #expect(try objections("core: { answer_lifetime_seconds: 214 }\n") == ["", "", ""])
    let away = "  visitors: { queue: { away: { share_percent: 1, seconds: [0, 120] } } }\n"
    #expect(try objections(away + "core: { answer_lifetime_seconds: 393.999 }\n")[1] != "")
    #expect(try objections(away + "core: { answer_lifetime_seconds: 394 }\n")[1] == "")
    let dead = "crashes: [ { at_seconds: 1, back_after_seconds: 50 } ]\n"
    #expect(try objections(dead + "core: { answer_lifetime_seconds: 263.999 }\n")[1] != "")
    #expect(try objections(dead + "core: { answer_lifetime_seconds: 264 }\n")[1] == "")
    let switched = try ScenarioText.scenario(
      adding: "core: { answer_lifetime_seconds: 200 }\n"
        + "switches: [ { at_seconds: 1, role: admission, part: queue, percent: 50 } ]\n"
    )
    #expect(switched.objection(to: .phase2)?.hasPrefix("admission=queue breaks the rule answer-outlives") == true)

    let backOff = "core: { queue: { back_off_seconds: 60, longest_back_off_seconds: "
    #expect(try objections(backOff + "59.9 } }\n")[1].contains("back-off-grows"))
    #expect(try objections(backOff + "60 } }\n") == ["", "", ""])
  }

  @Test("between merged calls binds nobody who merges none")
  func unmerged() throws {
    let broken = [
      "core: { recovery_grace_seconds: 1 }\n",
      "hubspot: { batch_limit: 50 }\ncore: { queue_batch: 50, coalescing: { batch: 51 } }\n",
      "core: { coalescing: { window_ms: 200, widest_window_ms: 199 } }\n",
    ]
    let designs = try [.baseline, .phase1, .phase2, DesignRegistry.design("coalesced+coalescing=none")]
    for lines in broken {
      let scenario = try ScenarioText.scenario(adding: lines)
      #expect(designs.compactMap { scenario.objection(to: $0) } == [])
      #expect(scenario.objection(to: .coalesced) != nil)
    }
  }

  @Test("that is merely hopeless warns, and the scenario runs")
  func warnings() throws {
    func warnings(_ lines: String) throws -> [String] { try ScenarioText.scenario(adding: lines).warnings }
    #expect(try warnings("") == [])
    let deadline = try warnings("core: { request_deadline_seconds: 1.2 }\n")
    #expect(deadline.count == 1)
    #expect(deadline[0].hasPrefix("core.request_deadline_seconds breaks the rule deadline-leaves-time: "))
    #expect(try warnings("core: { request_deadline_seconds: 1.275 }\n") == [])
    // 60 s, less 1.275 s.
    let cold = "core: { host: an-instance-a-request, cold_start_seconds: "
    #expect(try warnings(cold + "58.725 }\n") == [])
    #expect(
      try warnings(cold + "58.726 }\n") == [
        "core.request_deadline_seconds breaks the rule deadline-leaves-time: core.cold_start_seconds is 58.726, the calls "
          + "that no design does without usually take 0.85 s, and a request is given up after 60 s: most will end in a "
          + "time-out, and many in the hands of the recovery."
      ]
    )
    #expect(
      try warnings(cold + "60 }\n") == [
        "core.request_deadline_seconds breaks the rule deadline-leaves-time: an instance takes core.cold_start_seconds, "
          + "60 s, to begin its work, and a request is given up after 60 s: none that a new instance is started for is ever "
          + "answered."
      ]
    )
    // Jobs of a scenario do not die half-way; in production they may.
    let job = try warnings("core: { job_lease_seconds: 2 }\n")
    #expect(job.count == 1)
    #expect(job[0].hasPrefix("core.job_lease_seconds breaks the rule job-outlasts-batch: "))
    #expect(try warnings("core: { job_lease_seconds: 2.4 }\n") == [])
    #expect(try warnings("hubspot: { other_traffic: { share_percent: 94 } }\n") == [])
    #expect(try warnings("hubspot: { other_traffic: { share_percent: 95 } }\n")[0].contains("others-leave-room"))
    #expect(
      try warnings("hubspot: { burst_per_second: 5, other_traffic: { share_percent: 40 } }\n")[0]
        .contains("other apps send 6.0 calls a second")
    )
    #expect(try warnings("hubspot: { ten_second_limit: 5 }\n") == [])
    let workers = try warnings("hubspot: { ten_second_limit: 4 }\n")
    #expect(workers.count == 1)
    #expect(workers[0].contains("rule workers-leave-room: workers with something to write send 5 calls in 10 s"))
    let needed = ScenarioEstimate(ScenarioEstimate.Conditions(try ScenarioText.scenario())).requests
    #expect(try warnings("hubspot: { daily_limit: \(needed - 1) }\n")[0].contains("daily-quota-lasts"))
    #expect(try warnings("hubspot: { daily_limit: \(needed) }\n") == [])
    let queue = try warnings(
      "core: { queue_batch: 1, note_interval_seconds: 721 }\nrun: { drain_limit_seconds: 7209 }\n"
    )
    #expect(queue.count == 1)
    #expect(queue[0].hasPrefix("core.queue_batch breaks the rule queues-empty-in-time: "))
    #expect(
      try warnings("core: { queue_batch: 1, note_interval_seconds: 720 }\nrun: { drain_limit_seconds: 7200 }\n") == []
    )
  }
}
