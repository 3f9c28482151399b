import Measures

/// How full a rolling window was over time, as columns: admitted requests solid, those sent beyond them shaded, the limit
/// as a line.
///
/// ```
/// 14 ┤  ░░
///    ┤  ░░
/// 10 ┤▔▔██▔▔ limit
///    ┤  ██
///    ┤  ███
///    ┤ ████
///    ┤ ████▄
///  0 └──────
///     0  6 s
/// ```
struct WindowChart {
  /// How heights are scaled. The limit lies at the upper edge of a row wherever that does not squeeze the columns, so
  /// that they never cross the line within one cell.
  private enum Scale {
    /// The upper edge of row `limitRow`, counted from 1, is the limit.
    case limit(Int, atRow: Int)
    /// The limit is far below the highest count: the lowest row goes up to the limit, the others from there to the highest.
    case broken(limit: Int, highest: Int)
    /// The upper edge of the last row is the highest count: there is no limit, or it is far above.
    case highest(Int)
  }

  /// The most characters of a line.
  private static let width = 80
  private static let rows = 7
  /// None to eight eighths of a cell.
  private static let fillings = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let shade = "░"
  private static let line = "▔"
  private static let mark = " limit"

  private let window: WindowNumbers
  private let scale: Scale
  private let labels: [String]
  /// Seconds of one column.
  private let step: Int
  private let sent: [Int]
  private let admitted: [Int]

  /// - Parameter axes: what several charts share; its own where it stands alone.
  init(_ window: WindowNumbers, _ axes: WindowAxes? = nil) {
    self.window = window
    let axes = axes ?? WindowAxes([window])
    let highest = axes.highest
    let scale = Self.scale(highest: highest, limit: window.limit)
    self.scale = scale
    labels = (0...Self.rows).map { Self.label(ofRow: $0, scale, limit: window.limit) }
    let widest = labels.map(\.count).max() ?? 0
    let room = Self.width - widest - 2 - Self.mark.count
    let step = max(1, (axes.seconds + room - 1) / room)
    self.step = step
    let columns = (axes.seconds + step - 1) / step
    sent = Self.fold(window.sent, step, columns)
    admitted = Self.fold(window.admitted, step, columns)
  }

  /// Eleven lines of columns, axes and legend; "none" when nothing was sent.
  var text: String {
    guard sent.contains(where: { $0 > 0 }) else { return "none" }
    let widest = labels.map(\.count).max() ?? 0
    let rows = (1...Self.rows).reversed().map { row in
      Self.flush(labels[row], widest) + " ┤" + cells(ofRow: row)
    }
    let axis = Self.flush(labels[0], widest) + " └" + String(repeating: "─", count: sent.count)
    let end = "\(sent.count * step) s"
    let gap = String(repeating: " ", count: max(1, sent.count - 1 - end.count))
    let times = String(repeating: " ", count: widest + 2) + "0" + gap + end
    return (rows + [axis, times] + legend).joined(separator: "\n")
  }

  private var legend: [String] {
    var marks = "█ admitted  \(Self.shade) sent beyond"
    if let limit = window.limit {
      switch scale {
      case .limit: marks += "  \(Self.line) limit \(limit)"
      case .broken: marks += "  \(Self.line) limit \(limit): the lowest row ends there"
      case .highest: marks += "  (limit \(limit), above the chart)"
      }
    }
    return [marks, "one column is \(step) s, at its fullest"]
  }

  private func cells(ofRow row: Int) -> String {
    let isLimit =
      switch scale {
      case .limit(_, let limitRow): limitRow == row
      case .broken: row == 1
      case .highest: false
      }
    let cells = zip(sent, admitted).map { sent, admitted in
      let filled = (all: eighths(sent, ofRow: row), admitted: eighths(admitted, ofRow: row))
      if filled.all == 0 { return isLimit ? Self.line : " " }
      if filled.all == filled.admitted { return Self.fillings[filled.all] }
      // A cell shows one boundary only. That of the admitted ones goes first, unless it is low and the other is here, too.
      let isAdmittedShown = filled.admitted >= 4 || (filled.admitted > 0 && filled.all == 8)
      return isAdmittedShown ? Self.fillings[filled.admitted] : Self.shade
    }
    return isLimit ? cells.joined() + Self.mark : Self.trimmed(cells.joined())
  }

  /// How much of the cell in `row` a column of `count` fills.
  private func eighths(_ count: Int, ofRow row: Int) -> Int {
    guard count > 0 else { return 0 }
    let height: Double
    switch scale {
    case .limit(let limit, let limitRow): height = Double(count) * Double(8 * limitRow) / Double(limit)
    case .broken(let limit, _) where count <= limit: height = Double(count) * 8 / Double(limit)
    case .broken(let limit, let highest):
      height = 8 + Double(count - limit) * Double(8 * (Self.rows - 1)) / Double(highest - limit)
    case .highest(let highest): height = Double(count) * Double(8 * Self.rows) / Double(highest)
    }
    // What is there at all is seen.
    return min(8, max(0, max(1, Int(height)) - 8 * (row - 1)))
  }

  private static func scale(highest: Int, limit: Int?) -> Scale {
    guard let limit, limit > 0, highest > 0 else { return .highest(highest) }
    // As high a row as leaves room for the highest count, unless the columns would be squeezed into one row.
    let row = min(Double(rows), (Double(limit) * Double(rows) / Double(highest)).rounded(.down))
    guard row >= 1 else { return .broken(limit: limit, highest: highest) }
    guard Double(limit) < Double(highest) * Double(rows) else { return .highest(highest) }
    return .limit(limit, atRow: Int(row))
  }

  /// The count at the upper edge of a row; nothing where it would be no whole number of interest.
  private static func label(ofRow row: Int, _ scale: Scale, limit: Int?) -> String {
    if row == 0 { return "0" }
    switch scale {
    case .highest(let highest): return row == rows ? String(highest) : ""
    case .broken(let limit, let highest): return row == 1 ? String(limit) : row == rows ? String(highest) : ""
    case .limit(let limit, let limitRow):
      if row == limitRow { return String(limit) }
      return row == rows ? (Double(limit) * Double(rows) / Double(limitRow)).text(decimals: 0) : ""
    }
  }

  /// The maximum of each `step` counts.
  private static func fold(_ counts: RunLengths, _ step: Int, _ columns: Int) -> [Int] {
    (0..<columns).map { column in
      let start = min(column * step, counts.count)
      return counts.max(in: start..<min(start + step, counts.count)) ?? 0
    }
  }

  private static func flush(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: width - text.count) + text
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
