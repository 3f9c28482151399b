import BookingCore
import Fixtures
import HubSpotAPI
import LoadGeneration
import Settings
import SimulatedHubSpot
import Testing
import Texts

@testable import Scenarios

@Suite("A scenario that says only who comes")
struct ScenarioDefaultsTests {
  let scenario: Scenario

  init() throws { scenario = try ScenarioText.scenario() }

  @Test("is named after its file")
  func name() {
    #expect(scenario.name == "test")
    #expect(scenario.summary == "A test")
    #expect(scenario.load.arrivals == .even(count: 10, within: .seconds(1), stagger: .zero))
    #expect(scenario.visitors == 10)
  }

  @Test("has the visitors of the reference model")
  func visitors() {
    let behaviour = scenario.load.behaviour
    #expect(scenario.load.examChoice == .uniform)
    #expect(behaviour.comeBackAfter == .seconds(10) ... .seconds(30))
    #expect(behaviour.comeBacksAtMost == 10)
    #expect(behaviour.otherExamsAtMost == 3)
    #expect(behaviour.browse == nil)
    #expect(behaviour.cancel == nil)
    #expect(behaviour.doubleClick == nil)
  }

  @Test("has 10 exams with a seat for each visitor, and 5 credits of each type")
  func portal() {
    #expect(
      scenario.portal == .init(exams: 10, capacityPerExam: nil, creditsPerType: 5, firstExamDate: "2027-03-01")
    )
  }

  @Test("has the limits of a starter account and the customer's burst")
  func limits() {
    #expect(
      scenario.hubSpot.limits
        == HubSpotLimits(
          burst: RateLimit(limit: 150, window: .seconds(1)),
          daily: 250_000,
          search: RateLimit(limit: 5, window: .seconds(1)),
          tenSecond: RateLimit(limit: 100, window: .seconds(10)),
          countsRefusedInTenSecond: false,
          dailyReset: .zero
        )
    )
    #expect(scenario.hubSpot.indexLag == .seconds(2))
    #expect(
      scenario.hubSpot.pages
        == .init(batch: 100, associateBatch: 2_000, readAssociationBatch: 1_000, associationPage: 500)
    )
    #expect(scenario.hubSpot.otherTraffic == .none)
    #expect(scenario.hubSpot.epoch == 1_800_003_600_000)
  }

  @Test("has the customer's latency")
  func latency() {
    let latency = scenario.hubSpot.latency
    #expect(latency == .customer)
    #expect(latency.sigma == 0.25)
    #expect(latency.wayUp == .milliseconds(10))
    #expect(latency.wayUpSigma == 0.5)
    #expect(latency.refusal == .milliseconds(20))
    #expect(latency.batchExtraPerInput == .milliseconds(2))
    let expected: [(CallLabel, Int)] = [
      (Labels.idempotencySearch, 200), (Labels.duplicateSearch, 300), (Labels.examRead, 200),
      (Labels.enrolmentSearch, 400), (Labels.contactRead, 250), (Labels.bookingCreate, 300),
      (Labels.contactAssociation, 400), (Labels.examAssociation, 400), (Labels.examUpdate, 250),
      (Labels.contactUpdate, 300), (Labels.noteCreate, 200),
    ]
    for (label, milliseconds) in expected { #expect(latency.medians[label] == .milliseconds(milliseconds), "\(label)") }
  }

  @Test("has the core's numbers, one instance, and a store of 1 ms")
  func core() {
    let settings = scenario.core.settings
    #expect(scenario.core.instances == 1)
    #expect(scenario.core.requestDeadline == .seconds(60))
    #expect(settings == CoreSettings())
    #expect(settings.retryDelays == [.seconds(1), .seconds(2), .seconds(4)])
    #expect(settings.examLockWait == .seconds(10))
    #expect(settings.examLockLease == .seconds(30))
    #expect(settings.associationInterval == .seconds(5))
    #expect(settings.noteInterval == .seconds(10))
    #expect(settings.queueBatch == 100)
    #expect(settings.queueTries == 3)
    #expect(settings.fallbackQueueLength == 5_000)
    #expect(settings.counterSyncInterval == .seconds(60))
    #expect(settings.reconciliationInterval == .seconds(300))
    #expect(settings.recoveryInterval == .seconds(15))
    #expect(scenario.store.commandLatency == .milliseconds(1))
    #expect(scenario.drainLimit == .seconds(7_200))
  }
}

@Suite("What a scenario says of HubSpot")
struct ScenarioHubSpotTests {
  private func hubSpot(_ lines: String) throws -> Scenario.HubSpot {
    try ScenarioText.scenario(adding: "hubspot: { \(lines) }\n").hubSpot
  }

  @Test("starts from the tier's limits, then the increases, then the limits it names")
  func tiers() throws {
    #expect(try hubSpot("tier: professional").limits.tenSecond.limit == 190)
    #expect(try hubSpot("tier: enterprise").limits.daily == 1_000_000)
    #expect(try hubSpot("tier: free").limits == hubSpot("tier: starter").limits)
    #expect(try hubSpot("tier: marketplace").limits.daily == nil)
    let increased = try hubSpot("tier: professional, limit_increases: 2").limits
    #expect(increased.tenSecond.limit == 250)
    #expect(increased.daily == 2_625_000)
    let named = try hubSpot("limit_increases: 1, ten_second_limit: 50, daily_limit: 1000").limits
    #expect(named.tenSecond == RateLimit(limit: 50, window: .seconds(10)))
    #expect(named.daily == 1_000)
  }

  @Test("can switch the burst and the daily limit off")
  func off() throws {
    let limits = try hubSpot("burst_per_second: off, daily_limit: off").limits
    #expect(limits.burst == nil)
    #expect(limits.daily == nil)
  }

  @Test("can take all variation out")
  func constant() throws {
    #expect(try hubSpot("latency: { profile: constant }").latency == LatencyProfile.customer.withoutVariation)
  }

  @Test("can make every call so many times as long, and none with a scale of 1")
  func scale() throws {
    let twice = try hubSpot("latency: { scale: 2, median_ms: { exam_read: 100.5 } }").latency
    #expect(twice.medians[Labels.examRead] == .milliseconds(201))
    #expect(twice.medians[Labels.contactRead] == .milliseconds(500))
    #expect(twice.fallback == .milliseconds(500))
    #expect(twice.wayUp == .milliseconds(20) && twice.refusal == .milliseconds(40))
    #expect(twice.batchExtraPerInput == .milliseconds(4))
    #expect(twice.sigma == 0.25 && twice.wayUpSigma == 0.5)
    #expect(try hubSpot("latency: { scale: 1 }").latency == .customer)
    // What takes no time takes none at any scale, and what takes some never takes none.
    let least = try hubSpot("latency: { scale: 0.001, refusal_ms: 0, median_ms: { exam_read: 0.001 } }").latency
    #expect(least.refusal == .zero && least.medians[Labels.examRead] == .nanoseconds(1))
  }

  @Test("changes single medians and keeps the others")
  func medians() throws {
    let latency = try hubSpot("latency: { median_ms: { exam_read: 120.5, other_calls: 90 } }").latency
    #expect(latency.medians[Labels.examRead] == .microseconds(120_500))
    #expect(latency.medians[Labels.contactRead] == .milliseconds(250))
    #expect(latency.fallback == .milliseconds(90))
  }

  @Test("gives other apps the same share of both quotas")
  func otherTraffic() throws {
    let traffic = try hubSpot("other_traffic: { share_percent: 30, arrivals: poisson }").otherTraffic
    #expect(traffic == OtherTraffic(tenSecondPercent: 30, searchPercent: 30, arrivals: .poisson))
  }

  @Test("places virtual time 0 in the calendar")
  func start() throws {
    #expect(try hubSpot("start_utc: 1970-01-01T00:00:01Z").epoch == 1_000)
    #expect(try hubSpot("start_utc: \"2024-02-29T23:59:59Z\"").epoch == 1_709_251_199_000)
    #expect(CalendarText.text(milliseconds: 1_709_251_199_000) == "2024-02-29T23:59:59Z")
  }
}

@Suite("What a scenario says of visitors")
struct ScenarioVisitorTests {
  @Test("is read as it is written")
  func behaviour() throws {
    let lines = """
        visitors:
          browse: { share_percent: 80, think_seconds: [5, 20.5] }
          cancel: { share_percent: 12.5, after_seconds: [1, 2], rebook: other_exam, rebook_after_seconds: [3, 4] }
          double_click: { share_percent: 100, after_ms: 150, key: own }

      """
    let behaviour = try ScenarioText.scenario(adding: lines).load.behaviour
    #expect(behaviour.browse?.share == Probability(0.8))
    #expect(behaviour.browse?.thinkTime == .seconds(5) ... .milliseconds(20_500))
    #expect(behaviour.cancel?.share == Probability(0.125))
    #expect(behaviour.cancel?.rebooks == .otherExam)
    #expect(behaviour.cancel?.rebookAfter == .seconds(3) ... .seconds(4))
    #expect(behaviour.doubleClick == .init(share: .certain, after: .milliseconds(150), key: .own))
  }

  @Test(
    "can be arrivals of any kind",
    arguments: [
      (
        "{ users: 3, within_seconds: 2, stagger_us: 7 }",
        ArrivalProcess.even(count: 3, within: .seconds(2), stagger: .microseconds(7))
      ),
      ("{ rate_per_second: 0.5, duration_seconds: 8 }", .constant(perSecond: 0.5, duration: .seconds(8))),
      ("{ poisson_per_second: 2, duration_seconds: 8 }", .poisson(perSecond: 2, duration: .seconds(8))),
      (
        "{ ramp_from_per_second: 1, ramp_to_per_second: 3, duration_seconds: 8 }",
        .ramp(from: 1, to: 3, duration: .seconds(8))
      ),
      (
        "{ phases: [{ users: 1, within_seconds: 1 }, { rate_per_second: 4, duration_seconds: 2 }] }",
        .phases([.even(count: 1, within: .seconds(1)), .constant(perSecond: 4, duration: .seconds(2))])
      ),
    ]
  )
  func arrivals(form: String, process: ArrivalProcess) throws {
    let text = "scenario_version: 1\nsummary: A test\nload:\n  arrivals: \(form)\n"
    #expect(try ScenarioText.parse(text).load.arrivals == process)
  }
}
