package import Measures
package import Results
import Statistics

/// A few measures of a check in the custom format of github-action-benchmark (`customSmallerIsBetter`), which draws each
/// over the commits.
package enum BenchmarkFile {
  /// A JSON array. A name stays the same from check to check: scenario, design and measure.
  ///
  /// Values are medians over the seeds, as everywhere. A measure that was not reached or not observed under some seed has
  /// none and is left out.
  ///
  /// - Parameters:
  ///   - charted: those that are drawn; of each less is better.
  ///   - measures: of the runs' values, in their order; nil for those of a baseline of each cell's product.
  package static func text(
    _ result: CheckResult,
    charted: [Measure] = MeasureSet.charted,
    measures: [Measure]? = nil
  ) throws -> String {
    let entries = result.cells.flatMap { cell in
      let measures = measures ?? cell.cell.measures
      return measures.indices.compactMap { index in
        charted.contains(measures[index]) ? entry(cell, measures[index], cell.runs.map(\.values), index) : nil
      }
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
    let numbers = values.compactMap { $0[index].number }.sorted()
    guard let median = MedianInterval.median(sorted: numbers) else { return nil }
    guard let least = numbers.min(), let greatest = numbers.max(), numbers.count == values.count else { return nil }
    return Entry(
      name: "\(cell.cell.scenario) / \(cell.cell.design) / \(measure.shortText)",
      unit: measure.unit.benchmarkName,
      value: measure.unit.benchmarkValue(median),
      range: least == greatest ? nil : "\(measure.unit.text(least)) to \(measure.unit.text(greatest))",
      extra: "\(CheckSeeds.text(cell.cell.seeds)); \(cell.cell.replays.joined(separator: "; "))"
    )
  }
}

extension MeasureUnit {
  fileprivate var benchmarkName: String { self == .share ? "%" : rawValue }

  /// Rounded to a ten-thousandth: charts need no more, and further digits mean nothing.
  fileprivate func benchmarkValue(_ number: Double) -> Double {
    ((self == .share ? number * 100 : number) * 10_000).rounded() / 10_000
  }
}
