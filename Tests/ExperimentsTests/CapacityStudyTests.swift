import AccountScenarios
import BookingCore
import Foundation
import LiteralTimes
import LoadGeneration
import Measures
import Results
import SimulatedHubSpot
import SimulationHarness
import Testing
import VirtualTime

@testable import Experiments
@testable import Scenarios

private let tier = CapacityPlan.Tier(name: "100", tenSecondLimit: 100, dailyLimit: nil)

@Suite("A search for the capacity of a design")
struct CapacityStudyTests {
  private func study(
    _ arrivals: ArrivalProcess,
    _ objective: String = "success > 99 %",
    settings: [String] = [],
    change: (inout Scenario) -> Void = { _ in }
  ) throws -> CapacityStudy {
    var scenario = try ExampleStudy.scenario()
    scenario.draft.load.arrivals = arrivals
    change(&scenario)
    var effort = SearchEffort(tiers: [tier], axes: [.users])
    effort.bisectionSeeds = 1
    effort.holding = HoldingRule(share: 0.5)
    effort.mostUsers = 2
    let thresholds = try Threshold.list(parsing: objective)
    return CapacityStudy(
      scenario,
      [.phase2],
      objective: CapacityObjective(thresholds),
      effort,
      settings: settings,
      path: "my small.yaml"
    )
  }

  @Test("lets users come at once as the scenario's come, stagger included")
  func ownRush() throws {
    let study = try study(.even(count: 10, within: .milliseconds(500), stagger: .microseconds(7)))
    let users = try study.scenario(.users, 3, on: tier).load.arrivals
    #expect(users == .even(count: 3, within: .milliseconds(500), stagger: .microseconds(7)))
    let spread = try study.scenario(.span, 4, on: tier).load.arrivals
    #expect(spread == .even(count: 10, within: .seconds(4), stagger: .microseconds(7)))
    let own = try study.scenario(.span, 0, on: tier).load.arrivals
    #expect(own == .even(count: 10, within: .milliseconds(500), stagger: .microseconds(7)))
    #expect(study.plan.shortestSpan == 0 && !study.plan.isSpanAssumed)
  }

  @Test("assumes a second for users at once when the scenario's come otherwise, and keeps their span for staggering")
  func assumedRush() throws {
    let study = try study(.poisson(perSecond: 0.1, duration: .seconds(300)))
    #expect(try study.scenario(.users, 3, on: tier).load.arrivals == .even(count: 3, within: .seconds(1)))
    #expect(study.plan.isSpanAssumed)
    #expect(study.plan.spanSeconds == 1 && study.plan.ownSpanSeconds == 300 && study.plan.shortestSpan == 1)
  }

  @Test("tells of runs that were not sound, with the command that repeats one")
  func unsound() throws {
    let study = try study(
      .even(count: 10, within: .seconds(1)),
      settings: ["hubspot.other_traffic.share_percent=200", "load.arrivals.users=10"]
    ) {
      // Next to nothing is left for bookings, which is warned of and not refused: no run comes to rest.
      $0.draft.hubSpot.otherTraffic = OtherTraffic(tenSecondPercent: 200, searchPercent: 200)
      $0.draft.run.drainLimit = .seconds(800)
    }
    let row = try study.row(0)
    #expect(row.holding == nil)
    let run = try #require(row.unsound.first)
    // Every run is unsound, those of the choosing seeds first.
    #expect(run.load == 1 && run.seed == 1 && !run.problems.isEmpty)
    #expect(
      run.replay == "booking-sim run 'my small.yaml' --design phase2 --set hubspot.other_traffic.share_percent=200 "
        + "--set 'load.arrivals={users: 1, within_seconds: 1}' --set hubspot.ten_second_limit=100 "
        + "--set hubspot.daily_limit=off --seed 1"
    )
    let breaking = try #require(row.breaking)
    #expect(breaking.unsoundRuns == breaking.runs && breaking.thresholds.isEmpty)
  }

  @Test("travels as a row of a shard without a loss, also where there was nothing to observe")
  func roundTrip() throws {
    let row = try study(.even(count: 10, within: .seconds(1)), "response_time{outcome:failed} p(99) < 1 s").row(0)
    #expect(row.breaking?.thresholds.first?.got == .missing)
    let encoded = try JSONEncoder().encode(row)
    #expect(try JSONDecoder().decode(CapacityRow.self, from: encoded) == row)
  }
}

@Suite("The objective of a capacity search")
struct CapacityObjectiveTests {
  private func objection(_ objective: String, _ designs: [Design]) throws -> String? {
    CapacityObjective(try Threshold.list(parsing: objective)).objection(for: designs)
  }

  @Test("is refused when it leaves a design without a threshold")
  func nothing() throws {
    let message = try objection("success{design:phase2} > 99 %", [.baseline, .phase2])
    #expect(message?.contains("no threshold concerns baseline") == true)
    #expect(try objection("success{design:phase2} > 99 %", [.phase2]) == nil)
    #expect(try objection("success{design:phase2} > 99 %, success > 10 %", [.baseline, .phase2]) == nil)
  }

  @Test("is refused when a threshold is for a design that is not searched")
  func unknown() throws {
    let message = try objection("success > 99 %, success{design:phase1} > 99 %", [.baseline, .phase2])
    #expect(message?.contains("for phase1") == true)
    #expect(message?.hasSuffix("expected one of baseline, phase2.") == true)
  }

  private func usual(
    _ thresholds: String,
    _ designs: [Design] = [.baseline, .phase2],
    visitors: String = ""
  ) throws -> CapacityObjective? {
    CapacityObjective.usual(of: try scenario(thresholds, visitors: visitors), for: designs)
  }

  private func scenario(_ thresholds: String, visitors: String) throws -> Scenario {
    let text = """
      scenario_version: 1
      summary: A test
      load: { arrivals: { users: 10, within_seconds: 1 }\(visitors) }
      thresholds: { \(thresholds) }
      """
    return try ScenarioFile.parse(text: text, fileName: "own.yaml")
  }

  private static let lists = ", journeys: [ { steps: [ list: {} ] } ]"

  @Test("is the scenario's own thresholds unless another is asked for")
  func own() throws {
    let own = try #require(try usual(#"success: "rate > 90%", "share_429{design:phase2}": "rate < 5%""#))
    #expect(own.source == .scenario)
    #expect(own.thresholds.map(\.description) == ["success rate > 90%", "share_429{design:phase2} rate < 5%"])
    #expect(
      try usual(#"success: "rate > 90%", "share_429{design:phase2}": "rate < 5%""#, [.baseline])?.thresholds.count == 1
    )
  }

  @Test("is the usual service level where the scenario's thresholds leave a design without any")
  func fallBack() throws {
    let usual = try #require(try usual(#""success{design:phase2}": "rate > 90%""#))
    #expect(usual.source == .usual && usual.thresholds.count == 3)
    #expect(try self.usual(#""success{design:phase2}": "rate > 90%""#, [.phase2])?.source == .scenario)
    #expect(try self.usual("")?.source == .usual)
  }

  @Test(
    "leaves out what is said of the scenario's own load only",
    arguments: [
      ("confirmed", "count == 100", false), ("confirmed", "count > 0", false), ("refusals", "count < 2", false),
      ("refusals", "count < 1", true), ("refusals", "count == 0", true), ("refusals", "count <= 0", true),
      ("peak_sent", "value < 100", true), ("peak_sent", "value > 100", false),
      ("bookings_per_minute", "value > 60", false), ("success", "rate >= 100%", true),
      ("time_to_booking", "med > 1 s", true), ("calls_per_booking", "value == 9", true),
    ]
  )
  func ofAnyLoad(_ metric: String, _ bound: String, _ isTaken: Bool) throws {
    #expect(try usual("\(metric): \"\(bound)\"")?.source == (isTaken ? .scenario : .usual))
  }

  @Test("goes with the designs that the scenario's thresholds are about, unless they are about none")
  func usualDesigns() throws {
    func names(_ thresholds: String) throws -> [String] {
      CapacityObjective.usualDesigns(of: try scenario(thresholds, visitors: "")).map(\.name)
    }
    #expect(try names(#""success{design:phase2}": "rate > 90%""#) == ["phase2"])
    #expect(
      try names(#""success{design:phase2}": "rate > 90%", success: "rate > 1%""#) == DesignRegistry.all.map(\.name)
    )
    #expect(try names(#""confirmed{design:phase2}": "count == 10""#) == DesignRegistry.all.map(\.name))
  }

  @Test("is none for visitors who book nothing, unless their scenario has thresholds")
  func lists() throws {
    #expect(try usual("", visitors: Self.lists) == nil)
    let own = try usual(#""response_time{endpoint:list}": "p(95) < 2 s""#, visitors: Self.lists)
    #expect(own?.source == .scenario)
  }

  @Test("tells the knee by the time to booking, or by the first time in it where nobody books")
  func knee() throws {
    let booking = try ExampleStudy.scenario()
    let listing = try scenario("", visitors: Self.lists)
    let objective = CapacityObjective(
      try Threshold.list(parsing: "share_429 < 1 %, response_time{endpoint:list} p(99) < 2 s, hubspot_time avg < 1 s")
    )
    #expect(objective.knee(booking)?.description == "time_to_booking p(95)")
    #expect(objective.knee(listing)?.description == "response_time{endpoint:list} p(95)")
    #expect(CapacityObjective(try Threshold.list(parsing: "share_429 < 1 %")).knee(listing) == nil)
  }
}

@Suite("A search for what lists carry")
struct ListCapacityTests {
  @Test("answers by the scenario's own thresholds, with a knee of its own")
  func answers() throws {
    let scenario = try ScenarioFile.parse(
      text: """
        scenario_version: 1
        summary: three lists
        load:
          arrivals: { users: 3, within_seconds: 1 }
          journeys: [ { steps: [ list: {} ] } ]
        portal: { past_bookings: 20 }
        hubspot: { latency: { profile: constant } }
        thresholds:
          "response_time{endpoint:list}": p(95) < 12 s
          "attempts{endpoint:list,outcome:failed}": count == 0
        """,
      fileName: "lists.yaml"
    )
    let objective = try #require(CapacityObjective.usual(of: scenario, for: [.phase2]))
    var effort = SearchEffort(tiers: [tier], axes: [.users])
    effort.bisectionSeeds = 1
    effort.holding = HoldingRule(share: 0.5)
    effort.mostUsers = 4
    let study = CapacityStudy(scenario, [.phase2], objective: objective, effort, path: "lists.yaml")
    #expect(
      study.plan.objective == [
        "response_time{endpoint:list} p(95) < 12 s", "attempts{endpoint:list,outcome:failed} count == 0",
      ]
    )
    #expect(study.plan.objectiveSource == .scenario && !study.plan.isOfBookings)
    let row = try study.row(0)
    #expect(row.holding == 2 && row.breaking?.load == 3)
    #expect(row.knee == 4 && row.isKneeOpen)
  }
}
