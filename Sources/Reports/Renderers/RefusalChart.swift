import Measures

/// 429s over time, by policy or by call, as rows of bars.
struct RefusalChart {
  private let axes: RefusalAxes
  private let series: [(name: String, counts: [Int])]

  /// - Parameter axes: what several charts share; its own where it stands alone.
  init(_ series: [String: SecondSeries], _ axes: RefusalAxes? = nil) {
    let axes = axes ?? RefusalAxes([series])
    self.axes = axes
    let longest = RefusalAxes.longestName
    self.series = series.sorted { $0.key < $1.key }.map { name, series in
      let counts = series.folded(by: axes.step)
      return (
        name.count > longest ? name.prefix(longest - 1) + "…" : name,
        counts + Array(repeating: 0, count: axes.columns - counts.count)
      )
    }
  }

  /// One line for each series, its bars scaled to the highest of all; nothing when there is nothing.
  var text: String {
    guard !series.isEmpty else { return "none" }
    let rows = series.map { name, counts in
      let bars = counts.map { Self.bar($0, of: axes.highest) }.joined()
      return "\(name.padded(to: axes.widest))  \(bars)  \(counts.reduce(0, +))"
    }
    let end = "\(axes.columns * axes.step) s"
    let axis =
      String(repeating: " ", count: axes.widest + 2) + "0"
      + String(repeating: " ", count: max(1, axes.columns - 1 - end.count)) + end
    let scale = "one column is \(axes.step) s; a full bar is \(axes.highest) refusals"
    return (rows + [axis, scale]).joined(separator: "\n")
  }

  private static func bar(_ count: Int, of highest: Int) -> String {
    let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    guard count > 0 else { return "·" }
    return bars[min(bars.count - 1, count * bars.count / max(1, highest))]
  }
}
