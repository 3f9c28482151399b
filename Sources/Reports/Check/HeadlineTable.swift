import Measures
import Results

/// The numbers that matter of each scenario and design, as a table.
enum HeadlineTable {
  /// Of every scenario and design, under the names of the measures; nil when no numbers are known.
  static func full(_ cells: [CheckedCell]) -> Table? {
    table(cells, measureNames, Self.text) { .text("\($0.cell.scenario), \($0.cell.design)") }
  }

  /// The same, with names as code.
  static func page(_ cells: [CheckedCell]) -> Table? {
    table(cells, measureNames, Self.text) { "\(code: $0.cell.scenario), \(code: $0.cell.design)" }
  }

  /// For a screen of 80 columns: short titles, and names cut.
  static func narrow(_ cells: [CheckedCell]) -> Table? {
    table(cells, ["booked", "at first", "median", "p95", "calls", "429"], Self.coarse) {
      .text("\($0.cell.scenario), \($0.cell.design)".cut(to: 32))
    }
  }

  private static var measureNames: [String] { CheckHeadline.measures.map(\.shortText) }

  private static func text(_ unit: MeasureUnit, _ estimate: Estimate) -> String {
    if case .notReached = estimate { return unit.text(estimate) }
    return estimate.value.map(unit.text) ?? "-"
  }

  /// In eight letters at most.
  private static func coarse(_ unit: MeasureUnit, _ estimate: Estimate) -> String {
    if case .notReached = estimate { return "never" }
    return unit.coarse(estimate)
  }

  private static func table(
    _ cells: [CheckedCell],
    _ titles: [String],
    _ shown: (MeasureUnit, Estimate) -> String,
    _ name: (CheckedCell) -> Cell
  ) -> Table? {
    let headlines = cells.map(\.headline)
    guard headlines.contains(where: \.isTold) else { return nil }
    var table = Table(["medians over the seeds"] + titles)
    for (cell, headline) in zip(cells, headlines) {
      let numbers = zip(CheckHeadline.measures, headline.estimates).map { measure, estimate in
        Cell.number(estimate.value, shown: shown(measure.unit, estimate))
      }
      table.add([name(cell)] + numbers)
    }
    return table
  }
}

extension CheckHeadline {
  /// Whether there is anything to tell.
  fileprivate var isTold: Bool {
    estimates.contains { if case .nothing = $0 { false } else { true } }
  }
}

extension String {
  /// With a sign at the end where something is left out.
  func cut(to width: Int) -> String { count > width ? prefix(width - 1) + "…" : self }
}
