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
    cells = fold.cells.map { Cell($0, fold.experiment.measures) }
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
    let unsoundSeeds: [UInt64]
    let measures: [String: MeasureNumbers]

    private enum CodingKeys: String, CodingKey {
      case scenario, design, settings, runs, digest, measures
      case scenarioHash = "scenario_hash"
      case unsoundSeeds = "unsound_seeds"
    }

    init(_ cell: CellStatistics, _ measures: [Measure]) {
      scenario = cell.cell.scenario
      scenarioHash = cell.cell.scenarioHash
      design = cell.cell.design
      settings = cell.cell.settings
      runs = cell.runs
      digest = cell.digest
      unsoundSeeds = cell.unsound.map(\.seed)
      let numbers = zip(measures, cell.measures).map { measure, statistics in
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
      to = fold.experiment.cells[pair.second].design
      let numbers = zip(fold.experiment.measures, fold.pairs[pair] ?? []).map { measure, statistics in
        (measure.description, DifferenceNumbers(statistics.difference))
      }
      measures = Dictionary(numbers) { first, _ in first }
    }
  }
}

/// One measure of one cell in JSON: every key is always there.
private struct MeasureNumbers: Encodable {
  let unit: String
  let mean: Double?
  let lower: Double?
  let upper: Double?
  let least: Double?
  let greatest: Double?
  let pooled: Double?
  let runsNotReached: Int
  let runsWithoutValue: Int

  init(_ measure: Measure, _ statistics: MeasureStatistics, pool: LatencyPool?) {
    let estimate = statistics.estimate
    unit = measure.unit == .share ? "share" : measure.unit.rawValue
    mean = estimate.value?.rounded(toSignificantDigits: 6)
    lower = estimate.interval?.lower.rounded(toSignificantDigits: 6)
    upper = estimate.interval?.upper.rounded(toSignificantDigits: 6)
    least = statistics.moments.least
    greatest = statistics.moments.greatest
    pooled = pool?.value(measure.aggregate).number
    runsNotReached = statistics.never
    runsWithoutValue = statistics.missing
  }

  private enum CodingKeys: String, CodingKey {
    case unit, mean, lower, upper, least, greatest, pooled
    case runsNotReached = "runs_not_reached"
    case runsWithoutValue = "runs_without_value"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(unit, forKey: .unit)
    try container.encode(mean, forKey: .mean)
    try container.encode(lower, forKey: .lower)
    try container.encode(upper, forKey: .upper)
    try container.encode(least, forKey: .least)
    try container.encode(greatest, forKey: .greatest)
    try container.encode(pooled, forKey: .pooled)
    try container.encode(runsNotReached, forKey: .runsNotReached)
    try container.encode(runsWithoutValue, forKey: .runsWithoutValue)
  }
}

private struct DifferenceNumbers: Encodable {
  let isShown: Bool
  var mean: Double?
  var lower: Double?
  var upper: Double?

  init(_ difference: Difference) {
    isShown = difference.isShown
    switch difference {
    case .mean(let mean, let interval):
      (self.mean, lower, upper) = (mean, interval.lower, interval.upper)
    case .constant(let value): (mean, lower, upper) = (value, value, value)
    case .equal: (mean, lower, upper) = (0, 0, 0)
    case .single(let value): mean = value
    case .reachedUnequally, .neverReached, .unknown: break
    }
  }

  private enum CodingKeys: String, CodingKey {
    case mean, lower, upper
    case isShown = "shown"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(isShown, forKey: .isShown)
    try container.encode(mean?.rounded(toSignificantDigits: 6), forKey: .mean)
    try container.encode(lower?.rounded(toSignificantDigits: 6), forKey: .lower)
    try container.encode(upper?.rounded(toSignificantDigits: 6), forKey: .upper)
  }
}
