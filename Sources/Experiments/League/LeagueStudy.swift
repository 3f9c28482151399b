import BookingCore
import Measures
package import Results
import Scenarios

/// Puts the known ways to live with a rate limit under the same loads and seeds.
package struct LeagueStudy: Sendable {
  private let entrants: [Entrants]

  /// The ways that can be right under a load.
  private struct Entrants {
    let load: LeagueLoad
    let ways: [LeagueWay]
    let refused: [String]
    let replications: Replications
  }

  /// - Parameter loads: in the order in which they are shown; at least one.
  /// - Throws: `LeagueError` when no way can be right under a load.
  package init(_ loads: [LeagueLoad]) throws(LeagueError) {
    var entrants: [Entrants] = []
    for load in loads { entrants.append(try Self.entrants(load)) }
    self.entrants = entrants
  }

  /// Of all loads.
  package var runs: Int { entrants.reduce(0) { $0 + $1.replications.experiment.runs } }

  /// Runs everything, on all cores.
  ///
  /// - Parameter finished: called from any thread with how many runs are ready.
  package func result(finished: @escaping @Sendable (Int) -> Void = { _ in }) throws -> LeagueResult {
    var (tables, before) = ([LeagueTable](), 0)
    for each in entrants {
      let experiment = each.replications.experiment
      let fold = try each.replications.fold(
        0..<experiment.runs,
        into: ReplicationFold(experiment, pairs: LeagueTable.pairs(ways: each.ways.count))
      ) { [before] in finished(before + $0) }
      before += experiment.runs
      tables.append(
        LeagueTable(design: each.load.design.name, ways: each.ways, fold: fold, refused: each.refused)
      )
    }
    return LeagueResult(tables)
  }

  private static func entrants(_ load: LeagueLoad) throws(LeagueError) -> Entrants {
    let settings = load.settings.compactMap { ExperimentCell.Setting(parsing: $0) }
    var (ways, subjects, refused) = ([LeagueWay](), [ExperimentSubject](), [String]())
    for way in load.ways {
      let name = load.design.name + way.suffix
      let design: Design
      do {
        design = try DesignRegistry.design(name)
      } catch {
        refused.append("\(way.name) is left out: \(error)")
        continue
      }
      if let objection = load.scenario.objection(to: design) {
        refused.append("\(way.name) is left out: \(objection)")
        continue
      }
      ways.append(way)
      subjects.append(ExperimentSubject(load.scenario, design, settings: settings, path: load.path))
    }
    guard !ways.isEmpty else { throw LeagueError(scenario: load.path, design: load.design.name, refused: refused) }
    return Entrants(
      load: load,
      ways: ways,
      refused: refused,
      replications: Replications(subjects, measures: MeasureSet.league, firstSeed: 1, seeds: load.seeds)
    )
  }
}

/// No way can be right under a load.
package struct LeagueError: Error, CustomStringConvertible {
  package let scenario: String
  package let design: String
  /// Why each cannot, a sentence each; at least one.
  package let refused: [String]

  package var description: String {
    "\(scenario): no way to live with the limits can be put into \(design); expected a design whose retry and pacing can be "
      + "replaced.\n" + refused.joined(separator: "\n")
  }
}
