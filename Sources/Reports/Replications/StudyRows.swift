import Measures
import Results
import Statistics

/// The cells of an experiment and their measures as rows: one for each cell and measure.
enum StudyRows {
  private static let titles = [
    "scenario", "scenario_hash", "design", "settings", "first_seed", "seeds", "measure", "unit", "kind", "median",
    "lower_95", "upper_95", "share_of_runs_upper_95", "mean", "least", "greatest", "pooled", "runs", "runs_not_reached",
    "runs_without_value", "unsound_runs",
  ]

  static func rows(_ fold: ReplicationFold) -> CSVText {
    var rows = CSVText(.studyRows, titles)
    for cell in fold.cells {
      for (measure, statistics) in zip(fold.experiment.measures, cell.measures) {
        rows.add(row(fold.experiment, cell, measure, statistics))
      }
    }
    return rows
  }

  private static func row(
    _ experiment: Experiment,
    _ cell: CellStatistics,
    _ measure: Measure,
    _ statistics: MeasureStatistics
  ) -> [String] {
    let (subject, estimate, moments) = (cell.cell, statistics.estimate, statistics.moments)
    let settings = subject.settings.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let numbers = [
      estimate.value, estimate.interval?.lower, estimate.interval?.upper, estimate.upperShareOfRuns,
      statistics.never > 0 ? nil : moments.mean, moments.least, moments.greatest,
      cell.pools[measure.subject]?.value(measure.aggregate).number,
    ]
    return [subject.scenario, subject.scenarioHash, subject.design, settings]
      + [String(experiment.firstSeed), String(experiment.seeds)]
      + [measure.description, measure.unit.name, estimate.kind] + numbers.map(digits)
      + [cell.runs, statistics.never, statistics.missing, cell.unsound.count].map(String.init)
  }

  private static func digits(_ number: Double?) -> String {
    number.map { "\($0.rounded(toSignificantDigits: 6))" } ?? ""
  }
}

extension MeasureUnit {
  /// `ms`, `share`, `count`, ...
  var name: String { self == .share ? "share" : rawValue }
}
