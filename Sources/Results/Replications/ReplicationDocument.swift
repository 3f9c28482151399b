import Measures
import Statistics

/// The results of an experiment as a document: what JSON says of it. Numbers that were computed from several runs have
/// six significant digits, for the last bits of a mathematical library differ from machine to machine.
package struct ReplicationDocument: Encodable {
  private let experiment: Experiment
  private let cells: [Cell]
  private let differences: [PairDifferences]

  package init(_ fold: ReplicationFold) {
    experiment = fold.experiment
    cells = fold.cells.map { Cell($0, fold.experiment) }
    differences = fold.pairs.keys.sorted().map { PairDifferences(fold, $0) }
  }

  private enum CodingKeys: String, CodingKey {
    case cells, differences, seeds
    case firstSeed = "first_seed"
    case modelRevision = "model_revision"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(experiment.firstSeed, forKey: .firstSeed)
    try container.encode(experiment.seeds, forKey: .seeds)
    try container.encode(experiment.modelRevision, forKey: .modelRevision)
    try container.encode(cells, forKey: .cells)
    try container.encode(differences, forKey: .differences)
  }

  private struct Cell: Encodable {
    let scenario: String
    let scenarioHash: String
    let design: String
    let settings: [ExperimentCell.Setting]
    let runs: Int
    let digest: String
    /// The command that gives the digest.
    let replay: String
    let unsoundSeeds: [UInt64]
    let measures: [String: MeasureNumbers]

    private enum CodingKeys: String, CodingKey {
      case scenario, design, settings, runs, digest, replay, measures
      case scenarioHash = "scenario_hash"
      case unsoundSeeds = "unsound_seeds"
    }

    init(_ cell: CellStatistics, _ experiment: Experiment) {
      scenario = cell.cell.scenario
      scenarioHash = cell.cell.scenarioHash
      design = cell.cell.design
      settings = cell.cell.settings
      runs = cell.runs
      digest = cell.digest
      let last = experiment.firstSeed + UInt64(max(1, cell.runs) - 1)
      replay = cell.cell.replay + ReplayCommand.option(experiment.firstSeed...last)
      unsoundSeeds = cell.unsound.map(\.seed)
      let numbers = zip(experiment.measures, cell.measures).map { measure, statistics in
        (measure.description, MeasureNumbers(measure, statistics, pool: cell.pools[measure.subject]))
      }
      self.measures = Dictionary(numbers) { first, _ in first }
    }
  }

  private struct PairDifferences: Encodable {
    let from: String
    let to: String
    let measures: [String: DifferenceNumbers]

    init(_ fold: ReplicationFold, _ pair: ReplicationFold.Pair) {
      from = fold.experiment.cells[pair.first].design
      to = fold.experiment.cells[pair.second].name
      let numbers = zip(fold.experiment.measures, fold.pairs[pair] ?? []).map { measure, statistics in
        (measure.description, DifferenceNumbers(statistics))
      }
      measures = Dictionary(numbers) { first, _ in first }
    }
  }
}
