import BookingCore
import Measures
import Results
import Scenarios
import Testing

@testable import Experiments

@Suite("The league")
struct LeagueStudyTests {
  private func load(_ design: Design, instances: Int? = 1, seeds: Int = 1, more: String = "") throws -> LeagueLoad {
    let text = """
      scenario_version: 1
      summary: small
      load:
        arrivals: { users: 4, within_seconds: 1 }
      core:
        \(instances.map { "instances: \($0)" } ?? "host: an-instance-a-request")
      \(more)
      """
    let scenario = try ScenarioFile.parse(text: text, fileName: "small.yaml")
    return LeagueLoad(scenario, design, seeds: seeds, path: "small.yaml")
  }

  @Test("has a design of every way, of single calls and of merged ones", arguments: LeagueWay.all + LeagueWay.shared)
  func designs(_ way: LeagueWay) throws {
    for design in [Design.phase2, .coalesced] {
      #expect(throws: Never.self) { try DesignRegistry.design(design.name + way.suffix) }
    }
  }

  @Test("has every way once, and no pair of parts twice")
  func once() {
    let ways = LeagueWay.all + LeagueWay.shared
    #expect(Set(ways.map(\.name)).count == ways.count)
    #expect(Set(ways.map(\.suffix)).count == ways.count)
  }

  @Test("runs every way under every seed, and comes to the same twice")
  func runs() throws {
    let study = try LeagueStudy([try load(.phase2, seeds: 2)])
    #expect(study.runs == 2 * LeagueWay.all.count)
    let (first, second) = (try study.result(), try study.result())
    #expect(first.tables[0].fold.cells.map(\.digest) == second.tables[0].fold.cells.map(\.digest))
    #expect(first.tables[0].ways == LeagueWay.all && first.unsound.isEmpty)
    // Nothing is refused of so few, whoever sends it.
    #expect(first.tables[0].estimate(0, LeagueTable.share) == .constant(0, runs: 2))
    #expect(first.tables[0].difference(0, LeagueTable.share) == nil)
    #expect(first.tables[0].difference(1, LeagueTable.share) == .equal)
  }

  @Test("has the ways for several instances where there are several")
  func shared() throws {
    #expect(try load(.phase2).ways == LeagueWay.all)
    #expect(try load(.phase2, instances: 2).ways == LeagueWay.all + LeagueWay.shared)
  }

  @Test(
    "has a row for the store's windows where nobody knows how many instances there are, and says that shares have none"
  )
  func functions() throws {
    #expect(try load(.phase2, instances: nil).ways == LeagueWay.all + LeagueWay.shared)
    let table = try LeagueStudy([try load(.phase2, instances: nil)]).result().tables[0]
    #expect(table.ways.contains { $0.name == "store-window" })
    #expect(table.refused.count == 1)
    #expect(
      table.refused[0].hasPrefix("window-share is left out: pacing=window-share gives each instance an even share")
    )
  }

  @Test("leaves out by name what cannot be right under a load")
  func refused() throws {
    let tight = "  pacing: { reservoir: 101 }"
    let result = try LeagueStudy([try load(.phase2, more: tight)]).result()
    #expect(result.tables[0].refused.count == 1)
    #expect(result.tables[0].refused[0].hasPrefix("reservoir is left out: pacing=reservoir lets 101 calls go every"))
    #expect(!result.tables[0].ways.contains { $0.name == "reservoir" })
  }
}
