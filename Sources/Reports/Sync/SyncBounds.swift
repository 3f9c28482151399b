import Results

/// What sets the time of each design, designs with the same bound together.
struct SyncBounds {
  private let bounds: [(name: String, bound: String)]

  init(_ result: SyncResult, names: [String]) {
    bounds = zip(names, result.cells).map { ($0, $1.forecast.bound) }
  }

  /// `What sets the time: the search limit for A, B and C; the ten-second limit for D and E.`
  var line: Line {
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
