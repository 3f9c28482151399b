package import Findings
import Measures
import Statistics

/// Cells and their measures as comma-separated values: a row for each cell and measure.
package struct ReplicationTable {
  private let fold: ReplicationFold

  package init(_ fold: ReplicationFold) { self.fold = fold }

  package var csv: String {
    var text =
      "scenario,design,settings,measure,unit,median,lower_95,upper_95,pooled,runs,runs_not_reached,runs_unsound,"
      + "runs_without_value,kind,share_of_runs_upper_95,mean\n"
    for cell in fold.cells {
      for (index, measure) in fold.experiment.measures.enumerated() {
        text += row(cell, measure, cell.measures[index]).map(\.csvField).joined(separator: ",") + "\n"
      }
    }
    return text
  }

  private func row(_ cell: CellStatistics, _ measure: Measure, _ statistics: MeasureStatistics) -> [String] {
    let settings = cell.cell.settings.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let estimate = statistics.estimate
    let numbers = [
      estimate.value, estimate.interval?.lower, estimate.interval?.upper,
      cell.pools[measure.subject]?.value(measure.aggregate).number,
    ]
    return [cell.cell.scenario, cell.cell.design, settings, measure.description, measure.unit.name]
      + numbers.map(Self.digits)
      + [String(cell.runs), String(statistics.never), String(cell.unsound.count), String(statistics.missing)]
      + [estimate.kind, Self.digits(estimate.upperShareOfRuns)]
      + [Self.digits(statistics.never > 0 ? nil : statistics.moments.mean)]
  }

  private static func digits(_ number: Double?) -> String {
    number.map { "\($0.rounded(toSignificantDigits: 6))" } ?? ""
  }
}

extension String {
  /// Quoted when it has to be (RFC 4180).
  var csvField: String {
    contains { ",\"\n\r".contains($0) } ? "\"" + replacing("\"", with: "\"\"") + "\"" : self
  }
}

extension MeasureUnit {
  /// `ms`, `share`, `count`, ...
  var name: String { self == .share ? "share" : rawValue }
}
