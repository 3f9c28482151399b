import Measures

/// What charts of 429s share, so that they can be held against each other.
struct RefusalAxes: Hashable, Sendable {
  /// The most letters of a line.
  private static let width = 80
  /// More columns than this tell no more.
  private static let mostColumns = 48
  /// Longer names are cut.
  static let longestName = 30

  /// Letters of the longest name.
  let widest: Int
  /// Seconds of one column.
  let step: Int
  let columns: Int
  /// The highest count in any column.
  let highest: Int

  init(_ charts: [[String: SecondSeries]]) {
    let series = charts.flatMap(\.values)
    let seconds = series.map(\.counts.count).max() ?? 0
    let widest = charts.flatMap(\.keys).map { min($0.count, Self.longestName) }.max() ?? 0
    let digits = series.map { String($0.total).count }.max() ?? 0
    let room = min(Self.mostColumns, Self.width - widest - digits - 4)
    let step = max(1, (seconds + room - 1) / room)
    (self.widest, self.step, columns) = (widest, step, (seconds + step - 1) / step)
    highest = series.flatMap { $0.folded(by: step) }.max() ?? 0
  }
}

extension SecondSeries {
  /// The sums of each `step` seconds, up to the last one that is not 0.
  func folded(by step: Int) -> [Int] {
    stride(from: 0, to: counts.count, by: step).map { start in
      counts[start..<min(start + step, counts.count)].reduce(0, +)
    }
  }
}
