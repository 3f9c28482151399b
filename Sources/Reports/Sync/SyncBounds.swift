import Measures
import Results

/// What sets the time of each design, designs with the same bound together.
struct SyncBounds {
  private let bounds: [(name: String, bound: String)]
  /// Designs that take much longer than limits and workers ask for.
  private let slower: [String]

  init(_ result: SyncResult, names: [String]) {
    bounds = zip(names, result.cells).map { ($0, $1.forecast.bound) }
    slower = zip(names, result.cells).filter { $1.isMuchSlowerThanForecast }.map(\.0)
  }

  var lines: [Line] {
    guard !slower.isEmpty else { return [line] }
    let names = "\(Self.list(slower)) \(slower.count == 1 ? "takes" : "take")"
    let onTop =
      "\(names) more than 1.5 times that: refusals, failures, deaths, pauses, other apps, or pacing that uses less."
    return [line, "\(onTop)"]
  }

  /// `What sets the time: the search limit for A, B and C; the ten-second limit for D and E.`
  private var line: Line {
    var groups: [(bound: String, names: [String])] = []
    for (name, bound) in bounds {
      if let place = groups.firstIndex(where: { $0.bound == bound }) {
        groups[place].names.append(name)
      } else {
        groups.append((bound, [name]))
      }
    }
    let texts = groups.map { "\($0.bound) for \(Self.list($0.names))" }
    return "What sets the time: \(texts.joined(separator: "; "))."
  }

  private static func list(_ names: [String]) -> String {
    guard names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}

extension SyncCell {
  /// Than limits and workers ask for when nothing fails and nobody else sends; a few seconds are nobody's concern.
  fileprivate var isMuchSlowerThanForecast: Bool {
    guard let takes = value("duration") else { return false }
    return takes > forecast.estimateSeconds * 1.5 + 5
  }

  /// Whether records were given up in most runs: then less was done than what a forecast is of.
  var hasGivenUp: Bool { (value("dead_letters") ?? 0) > 0 }

  private func value(_ metric: String) -> Double? {
    MeasureSet.sync.first { $0.metric.name == metric }.flatMap { statistics($0).estimate.value }
  }
}
