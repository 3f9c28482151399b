import AccountScenarios
import BookingCore
import LiteralTimes
import LoadGeneration
import Results
import SimulatedHubSpot
import Testing
import VirtualTime

@testable import Experiments
@testable import Scenarios

@Suite("An ablation")
struct AblationTests {
  private func ablation(_ designs: [Design], change: (inout Scenario) -> Void = { _ in }) throws -> Ablation {
    var scenario = try ExampleStudy.scenario()
    change(&scenario)
    return Ablation(scenario, designs, path: "small.yaml")
  }

  private func change(_ number: Int, _ ablation: Ablation) -> String? {
    ablation.subjects.dropFirst(number).first?.change
  }

  @Test("tries every part that there is for each role, wider arrivals and the next tier, after the whole design")
  func variants() throws {
    let ablation = try ablation([.phase2])
    let changes = ablation.subjects.map(\.change)
    #expect(changes[0] == nil)
    // Role by role; what becomes of each part of each role is the next test's.
    let roles = DesignRole.listed.map(\.name)
    let places = changes.compactMap { change in roles.firstIndex { change?.hasPrefix("\($0)=") == true } }
    #expect(places == places.sorted() && Set(places).count == roles.count)
    #expect(changes.suffix(2) == ["arrivals over 10 s", "tier 190 (professional)"])
    #expect(ablation.subjects.first { $0.change == "reads=sequential" }?.design.name == "phase2+reads=sequential")
    #expect(ablation.pairs == (1..<changes.count).map { .init(0, $0) })
    // A queue that follows the pacing of calls needs one.
    #expect(ablation.refused.count == 1 && ablation.refused[0].contains("admission=queue-paced"))
  }

  @Test("has each part that the registry lists for a role and that can be right, and those of baseline changed, too")
  func complete() throws {
    for design in DesignRegistry.all {
      let changes = try ablation([design]).subjects.compactMap(\.change)
      for role in DesignRole.listed {
        for part in role.partNames {
          let isPossible = design.replacing(role, with: part)?.objection == nil
          #expect(changes.contains("\(role.name)=\(part)") == (isPossible && part != design.partName(role)))
        }
      }
    }
  }

  @Test("pairs each variant with its own whole")
  func pairs() throws {
    let ablation = try ablation([.phase1, .phase2])
    let second = try #require(ablation.pairs.last?.first)
    #expect(ablation.subjects[second].design.name == "phase2" && ablation.subjects[second].change == nil)
    #expect(ablation.pairs.filter { $0.first == second }.map(\.second) == Array(second + 1..<ablation.subjects.count))
  }

  @Test("changes the scenario as the settings say that repeat it")
  func settings() throws {
    let ablation = try ablation([.phase2])
    let last = ablation.subjects.count - 1
    let (wider, tier) = (ablation.subjects[last - 1], ablation.subjects[last])
    #expect(wider.scenario.load.arrivals == .even(count: 10, within: .seconds(10)))
    #expect(wider.settings == [.init(key: "load.arrivals", value: "{users: 10, within_seconds: 10}")])
    #expect(tier.scenario.hubSpot.limits.tenSecond.limit == 190 && tier.scenario.hubSpot.limits.daily == 625_000)
    #expect(tier.scenario.load.arrivals == .even(count: 10, within: .seconds(1)))
    #expect(
      tier.cell.replay == "booking-sim run small.yaml --design phase2 --set hubspot.ten_second_limit=190 "
        + "--set hubspot.daily_limit=625000"
    )
    #expect(tier.cell.name == "phase2, tier 190 (professional)")
    let sequential = ablation.subjects.first { $0.change == "reads=sequential" }
    #expect(sequential?.cell.name == "phase2+reads=sequential")
  }

  @Test("replaces what was set from outside by its own")
  func outside() throws {
    let settings = [
      ExperimentCell.Setting(key: "load.arrivals.users", value: "10"), .init(key: "portal.exams", value: "9"),
    ]
    let ablation = Ablation(try ExampleStudy.scenario(), [.phase2], settings: settings, path: "small.yaml")
    #expect(ablation.subjects[ablation.subjects.count - 2].settings.map(\.key) == ["portal.exams", "load.arrivals"])
    #expect(ablation.subjects[1].settings == settings)
  }

  @Test(
    "takes what HubSpot sells next, and nothing where there is no more",
    arguments: [
      (100, 250_000, "tier 190 (professional)", 625_000), (189, 700_000, "tier 190 (professional)", 700_000),
      (190, 1_000_000, "tier 250 (limit increase)", 2_000_000), (249, nil, "tier 250 (limit increase)", nil),
      (250, 250_000, nil, nil),
    ] as [(Int, Int?, String?, Int?)]
  )
  func tiers(limit: Int, daily: Int?, name: String?, nextDaily: Int?) throws {
    let ablation = try ablation([.phase2]) {
      ($0.draft.hubSpot.tenSecond, $0.draft.hubSpot.daily) = (limit, daily.map { .at($0) } ?? .off)
    }
    let tier = ablation.subjects.last { $0.change?.hasPrefix("tier") == true }
    #expect(tier?.change == name && tier?.scenario.hubSpot.limits.daily == nextDaily)
  }
}

@Suite("Arrivals as a setting")
struct ArrivalSettingTests {
  @Test(
    "are read as what they are",
    arguments: [
      .even(count: 3, within: .milliseconds(2_500), stagger: .microseconds(7)),
      .constant(perSecond: 0.125, duration: .seconds(80)), .poisson(perSecond: 2.5, duration: .seconds(8)),
      .ramp(from: 0, to: 1.5, duration: .seconds(9)),
      .phases([
        .even(count: 3, within: .seconds(1)), .pause(.seconds(5)), .constant(perSecond: 4, duration: .seconds(2)),
      ]),
    ] as [ArrivalProcess]
  )
  func roundTrip(_ arrivals: ArrivalProcess) throws {
    let text = "scenario_version: 1\nsummary: small\nload:\n  arrivals: \(arrivals.setting)\n"
    #expect(try ScenarioFile.parse(text: text, fileName: "small.yaml").load.arrivals == arrivals)
  }
}
