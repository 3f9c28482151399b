import Measures
import Results
import Statistics

/// The cells of an experiment and their measures as rows: one for each cell and measure.
enum StudyRows {
  private static let titles = [
    "scenario", "design", "settings", "measure", "unit", "median", "lower_95", "upper_95", "pooled", "runs",
    "runs_not_reached", "runs_unsound", "runs_without_value", "kind", "share_of_runs_upper_95", "mean",
  ]

  static func rows(_ fold: ReplicationFold) -> CSVText {
    var rows = CSVText(titles)
    for cell in fold.cells {
      for (measure, statistics) in zip(fold.experiment.measures, cell.measures) {
        rows.add(row(cell, measure, statistics))
      }
    }
    return rows
  }

  private static func row(_ cell: CellStatistics, _ measure: Measure, _ statistics: MeasureStatistics) -> [String] {
    let settings = cell.cell.settings.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let estimate = statistics.estimate
    let numbers = [
      estimate.value, estimate.interval?.lower, estimate.interval?.upper,
      cell.pools[measure.subject]?.value(measure.aggregate).number,
    ]
    return [cell.cell.scenario, cell.cell.design, settings, measure.description, measure.unit.name]
      + numbers.map(digits)
      + [String(cell.runs), String(statistics.never), String(cell.unsound.count), String(statistics.missing)]
      + [estimate.kind, digits(estimate.upperShareOfRuns)]
      + [digits(statistics.never > 0 ? nil : statistics.moments.mean)]
  }

  private static func digits(_ number: Double?) -> String {
    number.map { "\($0.rounded(toSignificantDigits: 6))" } ?? ""
  }
}

extension MeasureUnit {
  /// `ms`, `share`, `count`, ...
  var name: String { self == .share ? "share" : rawValue }
}
