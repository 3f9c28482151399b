import Measures
import Results

/// The numbers that matter of each scenario and design, as a table.
enum HeadlineTable {
  /// Of every scenario and design, under the names of the measures; nil when no numbers are known.
  static func full(_ cells: [CheckedCell]) -> Table? {
    table(cells, measureNames) { .text("\($0.cell.scenario), \($0.cell.design)") }
  }

  /// The same, with names as code.
  static func page(_ cells: [CheckedCell]) -> Table? {
    table(cells, measureNames) { "\(code: $0.cell.scenario), \(code: $0.cell.design)" }
  }

  /// For a screen of 80 columns: short titles, and names cut.
  static func narrow(_ cells: [CheckedCell]) -> Table? {
    table(cells, ["booked", "at first", "median", "p95", "calls", "429"]) {
      .text("\($0.cell.scenario), \($0.cell.design)".cut(to: 32))
    }
  }

  private static var measureNames: [String] { CheckHeadline.measures.map(\.shortText) }

  private static func table(_ cells: [CheckedCell], _ titles: [String], _ name: (CheckedCell) -> Cell) -> Table? {
    let headlines = cells.map(\.headline)
    guard headlines.contains(where: { $0.values.contains { $0 != nil } }) else { return nil }
    var table = Table(["medians over the seeds"] + titles)
    for (cell, headline) in zip(cells, headlines) {
      let numbers = zip(CheckHeadline.measures, headline.values).map { measure, value in
        Cell.number(value, shown: value.map(measure.unit.text) ?? "-")
      }
      table.add([name(cell)] + numbers)
    }
    return table
  }
}

extension String {
  /// With a sign at the end where something is left out.
  func cut(to width: Int) -> String { count > width ? prefix(width - 1) + "…" : self }
}
