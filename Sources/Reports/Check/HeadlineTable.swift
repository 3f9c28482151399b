import Measures
import Results

/// The numbers that matter of each scenario and design, as a table.
enum HeadlineTable {
  /// Of every scenario and design, under the names of the measures: a table for each product of which numbers are known.
  static func full(_ cells: [CheckedCell]) -> [Table] {
    tables(cells, measureNames, Self.text) { .text("\($0.cell.scenario), \($0.cell.design)") }
  }

  /// The same, with names as code.
  static func page(_ cells: [CheckedCell]) -> [Table] {
    tables(cells, measureNames, Self.text) { "\(code: $0.cell.scenario), \(code: $0.cell.design)" }
  }

  /// For a screen of 80 columns: short titles, and names cut.
  static func narrow(_ cells: [CheckedCell]) -> [Table] {
    tables(cells, shortNames, Self.coarse) { .text("\($0.cell.scenario), \($0.cell.design)".cut(to: 32)) }
  }

  private static func measureNames(_ product: Product) -> [String] { MeasureSet.headline(of: product).map(\.shortText) }

  private static func shortNames(_ product: Product) -> [String] {
    switch product {
    case .booking: ["booked", "at first", "median", "p95", "calls", "429"]
    case .bulkSync: ["takes", "success", "calls", "429", "given up"]
    }
  }

  private static func text(_ unit: MeasureUnit, _ estimate: Estimate) -> String {
    if case .notReached = estimate { return unit.text(estimate) }
    return estimate.value.map(unit.text) ?? "-"
  }

  /// In eight letters at most.
  private static func coarse(_ unit: MeasureUnit, _ estimate: Estimate) -> String {
    if case .notReached = estimate { return "never" }
    return unit.coarse(estimate)
  }

  private static func tables(
    _ cells: [CheckedCell],
    _ titles: (Product) -> [String],
    _ shown: (MeasureUnit, Estimate) -> String,
    _ name: (CheckedCell) -> Cell
  ) -> [Table] {
    Product.allCases.compactMap { product in
      let own = cells.filter { $0.cell.product == product }
      guard own.contains(where: \.headline.isTold) else { return nil }
      var table = Table(["medians over the seeds"] + titles(product))
      for cell in own {
        let headline = cell.headline
        let numbers = zip(headline.measures, headline.estimates).map { measure, estimate in
          Cell.number(estimate.value, shown: shown(measure.unit, estimate))
        }
        table.add([name(cell)] + numbers)
      }
      return table
    }
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
