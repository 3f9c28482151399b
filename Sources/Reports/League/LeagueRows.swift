import Measures
import Results
import Statistics

/// A league as rows: one for each load, way and measure.
enum LeagueRows {
  private static let titles = [
    "scenario", "scenario_hash", "design", "way", "retry", "pacing", "first_seed", "seeds", "measure", "unit", "kind",
    "median", "lower_95", "upper_95", "on_front", "against", "difference_median", "difference_lower_95",
    "difference_upper_95", "difference_shown", "unsound_runs",
  ]

  static func rows(_ result: LeagueResult) -> CSVText {
    var rows = CSVText(.leagueRows, titles)
    for table in result.tables {
      let front = table.front
      for number in table.ways.indices {
        for measure in table.fold.experiment.measures {
          rows.add(row(table, number, measure, isOnFront: front.contains(number)))
        }
      }
    }
    return rows
  }

  private static func row(_ table: LeagueTable, _ number: Int, _ measure: Measure, isOnFront: Bool) -> [String] {
    let (way, cell, experiment) = (table.ways[number], table.fold.cells[number], table.fold.experiment)
    let (estimate, difference) = (table.estimate(number, measure), table.difference(number, measure))
    let subject: [String] = [
      cell.cell.scenario, cell.cell.scenarioHash, cell.cell.design, way.name, way.retry, way.pacing,
      String(experiment.firstSeed), String(experiment.seeds), measure.description, measure.unit.name,
      estimate?.kind ?? "",
    ]
    let own: [Double?] = [estimate?.value, estimate?.interval?.lower, estimate?.interval?.upper]
    let more: [Double?] = [difference?.value, difference?.interval?.lower, difference?.interval?.upper]
    let against: [String] = [String(isOnFront), number == 0 ? "" : table.ways[0].name]
    let ends: [String] = [difference.map { String($0.isShown) } ?? "", String(cell.unsound.count)]
    return subject + own.map(digits) + against + more.map(digits) + ends
  }

  private static func digits(_ number: Double?) -> String {
    number.map { "\($0.rounded(toSignificantDigits: 6))" } ?? ""
  }
}

extension Difference {
  /// Its 95 % interval, where there is one.
  fileprivate var interval: ConfidenceInterval? {
    switch self {
    case .median(_, let interval): interval
    case .constant(let value): ConfidenceInterval(lower: value, upper: value)
    case .equal: ConfidenceInterval(lower: 0, upper: 0)
    case .few, .single, .reachedUnequally, .neverReached, .unknown: nil
    }
  }
}
