package import Measures
package import Results

/// The measures of a check of which less is better, in the custom format of github-action-benchmark
/// (`customSmallerIsBetter`), which draws them over the commits.
package enum BenchmarkFile {
  /// A JSON array. A name stays the same from check to check: scenario, design and measure.
  ///
  /// Values are means over the seeds. A measure that was not reached or not observed under some seed has no mean and is
  /// left out.
  ///
  /// - Parameter measures: of the runs' values, in their order.
  package static func text(_ result: CheckResult, measures: [Measure]) throws -> String {
    let entries = result.cells.flatMap { cell in
      measures.indices.compactMap { entry(cell, measures[$0], cell.runs.map(\.values), $0) }
    }
    return try JSONRenderer.text(entries)
  }

  private struct Entry: Encodable {
    let name: String
    let unit: String
    let value: Double
    /// Absent where every seed gave the same.
    let range: String?
    let extra: String
  }

  private static func entry(_ cell: CheckedCell, _ measure: Measure, _ values: [[MeasureValue]], _ index: Int) -> Entry?
  {
    guard measure.metric.better == .lower else { return nil }
    let numbers = values.compactMap { $0[index].number }
    guard let least = numbers.min(), let greatest = numbers.max(), numbers.count == values.count else { return nil }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    return Entry(
      name: "\(cell.cell.scenario) / \(cell.cell.design) / \(measure.shortText)",
      unit: measure.unit.benchmarkName,
      value: measure.unit.benchmarkValue(mean),
      range: least == greatest ? nil : "\(measure.unit.text(least)) to \(measure.unit.text(greatest))",
      extra: "\(CheckSeeds.text(cell.cell.seeds)); \(cell.cell.replays.joined(separator: "; "))"
    )
  }
}

extension MeasureUnit {
  fileprivate var benchmarkName: String { self == .share ? "%" : rawValue }

  /// Rounded to a ten-thousandth: charts need no more, and the last digits of a mean mean nothing.
  fileprivate func benchmarkValue(_ number: Double) -> Double {
    ((self == .share ? number * 100 : number) * 10_000).rounded() / 10_000
  }
}
