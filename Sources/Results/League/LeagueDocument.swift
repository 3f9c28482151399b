import Measures
import Statistics

/// A league as a document: what JSON says of it. Every key is always there; numbers that were computed from several runs
/// have six significant digits.
package struct LeagueDocument: Encodable {
  private let loads: [Load]

  package init(_ result: LeagueResult) { loads = result.tables.map(Load.init) }

  private struct Load: Encodable {
    let table: LeagueTable

    init(_ table: LeagueTable) { self.table = table }

    private enum CodingKeys: String, CodingKey {
      case scenario, load, circumstances, design, against, seeds, ways
      case scenarioHash = "scenario_hash"
      case firstSeed = "first_seed"
      case modelRevision = "model_revision"
      case leftOut = "left_out"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      let (experiment, cell) = (table.fold.experiment, table.fold.experiment.cells[0])
      try container.encode(cell.scenario, forKey: .scenario)
      try container.encode(cell.scenarioHash, forKey: .scenarioHash)
      try container.encode(cell.load, forKey: .load)
      try container.encode(cell.circumstances, forKey: .circumstances)
      try container.encode(table.design, forKey: .design)
      try container.encode(table.ways[0].name, forKey: .against)
      try container.encode(experiment.firstSeed, forKey: .firstSeed)
      try container.encode(experiment.seeds, forKey: .seeds)
      try container.encode(experiment.modelRevision, forKey: .modelRevision)
      try container.encode(table.refused, forKey: .leftOut)
      let front = table.front
      let ways = table.ways.indices.map { Way(table: table, number: $0, isOnFront: front.contains($0)) }
      try container.encode(ways, forKey: .ways)
    }
  }

  private struct Way: Encodable {
    let table: LeagueTable
    let number: Int
    let isOnFront: Bool

    private enum CodingKeys: String, CodingKey {
      case name, retry, pacing, design, digest, replay, measures, differences, behind
      case unsoundSeeds = "unsound_seeds"
      case isOnFront = "on_front"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      let (way, cell, experiment) = (table.ways[number], table.fold.cells[number], table.fold.experiment)
      try container.encode(way.name, forKey: .name)
      try container.encode(way.retry, forKey: .retry)
      try container.encode(way.pacing, forKey: .pacing)
      try container.encode(cell.cell.design, forKey: .design)
      try container.encode(cell.digest, forKey: .digest)
      let last = experiment.firstSeed + UInt64(max(1, cell.runs) - 1)
      try container.encode(cell.cell.replay + ReplayCommand.option(experiment.firstSeed...last), forKey: .replay)
      try container.encode(cell.unsound.map(\.seed), forKey: .unsoundSeeds)
      try container.encode(isOnFront, forKey: .isOnFront)
      let measures = zip(experiment.measures, cell.measures).map { measure, statistics in
        (measure.description, MeasureNumbers(measure, statistics, pool: cell.pools[measure.subject]))
      }
      try container.encode(Dictionary(measures) { first, _ in first }, forKey: .measures)
      let pairs = table.fold.pairs[ReplicationFold.Pair(0, number)] ?? []
      let differences = zip(experiment.measures, pairs).map { ($0.description, DifferenceNumbers($1)) }
      try container.encode(Dictionary(differences) { first, _ in first }, forKey: .differences)
      let faults = LeagueFault.all(of: number, in: table)
      try container.encode(faults.map { Behind(fault: $0, table: table) }, forKey: .behind)
    }
  }

  private struct Behind: Encodable {
    let fault: LeagueFault
    let table: LeagueTable

    private enum CodingKeys: String, CodingKey {
      case measure, median, best
      case bestWay = "best_way"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(fault.measure, forKey: .measure)
      try container.encode(fault.own?.rounded(toSignificantDigits: 6), forKey: .median)
      try container.encode(fault.best.rounded(toSignificantDigits: 6), forKey: .best)
      try container.encode(table.ways[fault.bestWay].name, forKey: .bestWay)
    }
  }
}
