import Measures

/// 429s over time, by policy or by call, as rows of bars.
struct RefusalChart {
  /// The most characters of a line.
  private static let width = 80
  /// More columns than this tell no more.
  private static let mostColumns = 48
  /// Longer names are cut.
  private static let longestName = 30

  private let series: [(name: String, counts: [Int])]
  /// Seconds of one column.
  private let step: Int
  private let columns: Int

  init(_ series: [String: SecondSeries]) {
    let seconds = series.values.map(\.counts.count).max() ?? 0
    let widest = series.keys.map { min($0.count, Self.longestName) }.max() ?? 0
    let digits = series.values.map { String($0.total).count }.max() ?? 0
    let room = min(Self.mostColumns, Self.width - widest - digits - 4)
    let step = max(1, (seconds + room - 1) / room)
    self.step = step
    columns = (seconds + step - 1) / step
    self.series = series.sorted { $0.key < $1.key }.map { name, series in
      let counts = stride(from: 0, to: seconds, by: step).map { start in series.total(in: start..<(start + step)) }
      return (name.count > Self.longestName ? name.prefix(Self.longestName - 1) + "…" : name, counts)
    }
  }

  /// One line for each series, its bars scaled to the highest of all; nothing when there is nothing.
  var text: String {
    guard !series.isEmpty else { return "none" }
    let highest = series.flatMap(\.counts).max() ?? 0
    let widest = series.map(\.name.count).max() ?? 0
    let rows = series.map { name, counts in
      let bars = counts.map { Self.bar($0, of: highest) }.joined()
      return "\(name.padded(to: widest))  \(bars)  \(counts.reduce(0, +))"
    }
    let end = "\(columns * step) s"
    let axis =
      String(repeating: " ", count: widest + 2) + "0" + String(repeating: " ", count: max(1, columns - 1 - end.count))
      + end
    let scale = "one column is \(step) s; a full bar is \(highest) refusals"
    return (rows + [axis, scale]).joined(separator: "\n")
  }

  private static func bar(_ count: Int, of highest: Int) -> String {
    let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    guard count > 0 else { return "·" }
    return bars[min(bars.count - 1, count * bars.count / max(1, highest))]
  }
}

extension SecondSeries {
  fileprivate func total(in seconds: Range<Int>) -> Int {
    counts[min(seconds.lowerBound, counts.count)..<min(seconds.upperBound, counts.count)].reduce(0, +)
  }
}
