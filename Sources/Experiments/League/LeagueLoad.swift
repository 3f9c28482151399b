package import BookingCore
package import Results
package import Scenarios

/// A load that every way is put under.
package struct LeagueLoad: Sendable {
  package let scenario: Scenario
  /// The design whose retry and pacing are replaced.
  package let design: Design
  /// Keys of the scenario that are set otherwise than in its file, as `key=value`.
  package let settings: [String]
  /// Runs of each way.
  package let seeds: Int
  /// The scenario's file, as a user would name it.
  package let path: String

  package init(_ scenario: Scenario, _ design: Design, settings: [String] = [], seeds: Int, path: String) {
    self.scenario = scenario
    self.design = design
    self.settings = settings
    self.seeds = seeds
    self.path = path
  }

  /// A load of the league as it is shipped.
  package struct Shipped: Hashable, Sendable {
    package let path: String
    package let design: String
    package let seeds: Int
  }

  /// Those that the league is about where no scenario is named, from the project's directory. Six seeds are the fewest that
  /// give an interval; a run of the largest rush takes so long that it has two, between which there is a range.
  package static let shipped = [
    Shipped(path: "scenarios/rush-100.yaml", design: "phase2", seeds: 10),
    Shipped(path: "scenarios/rush-400.yaml", design: "phase2", seeds: 6),
    Shipped(path: "scenarios/league/spike.yaml", design: "phase2", seeds: 10),
    Shipped(path: "scenarios/slow-hubspot.yaml", design: "phase2", seeds: 10),
    Shipped(path: "scenarios/limit-halved.yaml", design: "phase2", seeds: 10),
    Shipped(path: "scenarios/league/instances-10.yaml", design: "phase2", seeds: 10),
    Shipped(path: "scenarios/league/rush-9200.yaml", design: "coalesced", seeds: 2),
  ]

  /// The ways that are put under it: those for several instances where there are several, or nobody knows how many.
  package var ways: [LeagueWay] {
    let isAlone = scenario.core.host == .resident && scenario.core.instances == 1
    return LeagueWay.all + (isAlone ? [] : LeagueWay.shared)
  }
}
