import Measures
import Results

/// A sweep as tables of rows and columns: one for each measure, and for each combination of whatever else is varied.
struct PivotContent {
  private let fold: ReplicationFold
  private let axes: PivotAxes
  private let remarks: [String]

  init(_ fold: ReplicationFold, _ axes: PivotAxes, remarks: [String]) {
    self.fold = fold
    self.axes = axes
    self.remarks = remarks
  }

  var content: ReportContent {
    let tables = fold.experiment.measures.indices.flatMap { measure in
      others.map { Paragraph(.heading(heading(measure, $0)), .table(table(measure, $0))) }
    }
    return ReportContent(
      [Paragraph(.title(GridContent.title(fold)))] + tables + GridContent.notes(fold, remarks)
    )
  }

  /// What is varied beside rows and columns, with the values of one table.
  private typealias Others = [ExperimentCell.Setting]

  /// In the order of the cells.
  private var others: [Others] {
    var found: [Others] = []
    for cell in fold.experiment.cells where !found.contains(others(of: cell)) { found.append(others(of: cell)) }
    return found
  }

  private func others(of cell: ExperimentCell) -> Others {
    let all = [ExperimentCell.Setting(key: PivotAxes.design, value: cell.design)] + cell.settings
    return all.filter { $0.key != axes.rows && $0.key != axes.columns }
  }

  private func heading(_ measure: Int, _ others: Others) -> Phrase {
    let names = others.map { setting in
      setting.key == PivotAxes.design
        ? setting.value : "\(GridContent.shortName(setting.key)) \(setting.value)"
    }
    return Phrase(([fold.experiment.measures[measure].shortText] + names).joined(separator: ", "))
  }

  private func table(_ measure: Int, _ others: Others) -> Table {
    let (rows, columns) = (values(of: axes.rows), values(of: axes.columns))
    let (row, column) = (GridContent.shortName(axes.rows), GridContent.shortName(axes.columns))
    let titles = columns.map { axes.columns == PivotAxes.design ? $0 : "\(column) \($0)" }
    var table = Table([row] + titles)
    for row in rows {
      table.add([.text(row)] + columns.map { cell(measure, row, $0, others) })
    }
    return table
  }

  /// In the order of the cells.
  private func values(of key: String) -> [String] {
    var values: [String] = []
    for cell in fold.experiment.cells {
      if let value = cell.value(of: key), !values.contains(value) { values.append(value) }
    }
    return values
  }

  private func cell(_ measure: Int, _ row: String, _ column: String, _ others: Others) -> Cell {
    let cell = fold.cells.first { cell in
      cell.cell.value(of: axes.rows) == row && cell.cell.value(of: axes.columns) == column
        && self.others(of: cell.cell) == others
    }
    return cell.map { .statistics($0.measures[measure], fold.experiment.measures[measure].unit) } ?? "-"
  }
}
