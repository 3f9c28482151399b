import Measures

/// A key of a scenario and the values that a sweep gives it.
package struct VaryAxis: Hashable, Sendable {
  /// As written: `users`, `tier`, `arrivals.within`, or a key of the scenario.
  package let name: String
  /// The scenario's key.
  package let key: String
  /// As they stand behind the key.
  package let values: [String]

  /// Short names for what is varied most, with the key that each stands for. A length of time loses its unit, which the
  /// key has in its name.
  private static let shortNames: [String: (key: String, secondsOf: Bool)] = [
    "users": ("load.arrivals.users", false),
    "tier": ("hubspot.ten_second_limit", false),
    "arrivals.within": ("load.arrivals.within_seconds", true),
    "other_traffic": ("hubspot.other_traffic.share_percent", false),
    "instances": ("core.instances", false),
  ]

  /// More values than this on one axis were meant otherwise.
  private static let mostValues = 1_000_000

  /// `users=50..500:50`: from, to and step; `arrivals.within=1s..120s`: doubling from the first, the last one included;
  /// `tier=100,190,250`: a list.
  ///
  /// - Throws: `VaryError`.
  package init(parsing text: String) throws(VaryError) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { throw .noValues(text) }
    let name = String(text[..<equals])
    let written = String(text[text.index(after: equals)...])
    guard !written.isEmpty else { throw .noValues(text) }
    let known = Self.shortNames[name]
    self.name = name
    key = known?.key ?? name
    let isTime = known?.secondsOf ?? name.hasSuffix("_seconds")
    values = try Self.values(written, isTime: isTime)
  }

  private static func values(_ written: String, isTime: Bool) throws(VaryError) -> [String] {
    guard written.contains("..") else {
      let values = try list(written, isTime: isTime)
      guard Set(values).count == values.count else { throw .repeated(written) }
      return values
    }
    let halves = written.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let ends = halves[0].split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard halves.count <= 2, ends.count == 2, let first = whole(ends[0], isTime), let last = whole(ends[1], isTime),
      first <= last
    else { throw .badRange(written) }
    guard halves.count == 2 else { return try doubling(first, last, written).map(String.init) }
    guard let step = whole(halves[1], isTime), step > 0 else { throw .badRange(written) }
    guard (last - first) / step < mostValues else { throw .tooMany(written) }
    return stride(from: first, through: last, by: step).map(String.init)
  }

  private static func list(_ written: String, isTime: Bool) throws(VaryError) -> [String] {
    var values: [String] = []
    for part in written.split(separator: ",", omittingEmptySubsequences: false) {
      guard !part.isEmpty else { throw .emptyValue(written) }
      values.append(isTime ? whole(String(part), true).map(String.init) ?? String(part) : String(part))
    }
    return values
  }

  private static func doubling(_ first: Int, _ last: Int, _ written: String) throws(VaryError) -> [Int] {
    guard first > 0 else { throw .badRange(written) }
    var (values, value) = ([Int](), first)
    while value < last {
      values.append(value)
      value *= 2
    }
    return values + [last]
  }

  /// A whole number, of times in seconds with or without a unit.
  private static func whole(_ text: String, _ isTime: Bool) -> Int? {
    if let number = Int(text) { return number < 0 ? nil : number }
    guard isTime, let nanoseconds = TimeText.nanoseconds(text), nanoseconds % 1_000_000_000 == 0 else { return nil }
    return Int(nanoseconds / 1_000_000_000)
  }
}

/// Why `--vary` says nothing.
package enum VaryError: Error, Hashable, Sendable, CustomStringConvertible {
  case noValues(String)
  case emptyValue(String)
  case badRange(String)
  case repeated(String)
  case tooMany(String)
  case keyTwice(String)

  package var description: String {
    switch self {
    case .noValues(let text):
      "--vary \(text): has no values; expected key=values, for example users=50..500:50 or tier=100,190,250."
    case .emptyValue(let text): "--vary \(text): has an empty value; expected values separated by commas."
    case .badRange(let text):
      "--vary \(text): is no range; expected first..last:step, or first..last to double from the first, in whole numbers."
    case .repeated(let text): "--vary \(text): has a value twice; expected each value once."
    case .tooMany(let text): "--vary \(text): has more than a million values; expected a larger step."
    case .keyTwice(let key): "--vary names \(key) twice; expected each key once."
    }
  }
}
