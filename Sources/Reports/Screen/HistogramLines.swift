import Measures
import Results

/// The times to booking and the 429s of several designs, each as one line of blocks, on the same axes and scales.
struct HistogramLines {
  private static let blocks = Array(" ▁▂▃▄▅▆▇█")

  /// The counts of the columns of one histogram for each design, and what one line of it says.
  private struct Histogram {
    let title: String
    let lines: [String]

    /// - Parameter titles: the first that is no wider than its lines, else the start of the last.
    init(titles: [String], lines: [String]) {
      let room = lines.first?.count ?? 0
      title = titles.first { $0.count <= room } ?? String((titles.last ?? "").prefix(room))
      self.lines = lines
    }
  }

  private let names: [String]
  private let histograms: [Histogram]

  /// - Parameters:
  ///   - names: what the designs go by.
  ///   - width: letters of a line.
  init(_ cells: [CellStatistics], names: [String], width: Int) {
    // One design needs no name beside its only line.
    let names = names.count == 1 ? [""] : names
    let widest = names.map(\.count).max() ?? 0
    self.names = names.map { $0.padded(to: widest) }
    let room = max(8, (width - widest - 4) / 2)
    let runs = max(1, cells.map(\.runs).max() ?? 1)
    histograms = [Self.times(cells, room, runs), Self.refusals(cells, room, runs)]
  }

  var lines: [Line] {
    let indent = String(repeating: " ", count: names.first?.count ?? 0)
    let widths = histograms.map { $0.lines.first?.count ?? 0 }
    func line(_ start: String, _ parts: [String]) -> Line {
      let cells = zip(parts, widths).map { $0.padded(to: $1) }
      return Line(
        Phrase(Self.trimmed((start.isEmpty ? cells : [start] + cells).joined(separator: "  "))),
        isFixed: true
      )
    }
    return [line(indent, histograms.map(\.title))]
      + names.enumerated().map { number, name in line(name, histograms.map { $0.lines[number] }) }
  }

  private static func times(_ cells: [CellStatistics], _ room: Int, _ runs: Int) -> Histogram {
    let pools = cells.map { $0.pools["time_to_booking"] }
    let longest = (pools.compactMap { $0?.longest }.max() ?? 0) / 1_000
    let step = step(longest, columns: room)
    let counts = pools.map { $0?.counts(step: step * 1_000, steps: room) ?? Array(repeating: 0, count: room) }
    return histogram("bookings", counts, step, runs)
  }

  private static func refusals(_ cells: [CellStatistics], _ room: Int, _ runs: Int) -> Histogram {
    let seconds = cells.map(\.refusedPerSecond.count).max() ?? 0
    let step = max(1, step(Double(seconds), columns: room).rounded(.up))
    let counts = cells.map { cell in
      (0..<room).map { column in
        let start = min(column * Int(step), cell.refusedPerSecond.count)
        return cell.refusedPerSecond[start..<min(start + Int(step), cell.refusedPerSecond.count)].reduce(0, +)
      }
    }
    return histogram("429s", counts, step, runs)
  }

  /// A full block is the highest column of all.
  private static func histogram(_ what: String, _ counts: [[Int]], _ step: Double, _ runs: Int)
    -> Histogram
  {
    let highest = counts.joined().max() ?? 0
    let end = MeasureUnit.seconds.coarse(step * Double(counts.first?.count ?? 0))
    let full = MeasureUnit.count.coarse(Double(highest) / Double(runs))
    let lines = counts.map { counts in
      String(
        counts.map { count in
          count == 0 ? blocks[0] : blocks[max(1, count * (blocks.count - 1) / max(1, highest))]
        }
      )
    }
    let titles = ["\(what) over \(end) (█ = \(full))", "\(what) over \(end)", what]
    return Histogram(titles: highest == 0 ? ["no \(what)"] : titles, lines: lines)
  }

  /// Seconds of one column: a round number with which all of them reach the longest time.
  private static func step(_ longest: Double, columns: Int) -> Double {
    var scale = 0.001
    while true {
      for round in [1, 1.5, 2, 3, 4, 5, 6, 8] where round * scale * Double(columns) >= longest { return round * scale }
      scale *= 10
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
