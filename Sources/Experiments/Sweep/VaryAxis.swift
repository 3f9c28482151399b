import Measures
import Scenarios
import Texts

/// A key of a scenario and the values that a sweep gives it.
package struct VaryAxis: Hashable, Sendable {
  /// As written: `users`, `tier`, `arrivals.within`, or a key of the scenario.
  package let name: String
  /// The scenario's key.
  package private(set) var key: String
  /// As they stand behind the key.
  package let values: [String]

  /// Short names for what is varied most, with the key that each stands for. A length of time loses its unit, which the
  /// key has in its name. Tiers that are given by their names are the key of that name.
  private static let shortNames: [String: (key: String, secondsOf: Bool)] = [
    "users": ("load.arrivals.users", false),
    "tier": ("hubspot.ten_second_limit", false),
    "arrivals.within": ("load.arrivals.within_seconds", true),
    "other_traffic": ("hubspot.other_traffic.share_percent", false),
    "instances": ("core.instances", false),
  ]

  /// The short names, in the order of the alphabet.
  package static var shortNamesInOrder: [String] { shortNames.keys.sorted() }

  /// More values than this on one axis were meant otherwise.
  private static let mostValues = 1_000_000

  /// Whether both say what one key is, or one thing under one name: a tier by its name and by its limit.
  func isLike(_ other: VaryAxis) -> Bool { key == other.key || name == other.name }

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
    if known == nil, let near = Self.likeliest(name) { throw .unknownName(text, near) }
    self.name = name
    key = known?.key ?? name
    let isTime = known?.secondsOf ?? name.hasSuffix("_seconds")
    values = try Self.values(written, isTime: isTime, text)
    guard name == "tier" else { return }
    let numbers = values.filter { Int($0) != nil }
    if numbers.isEmpty { key = "hubspot.tier" }
    guard numbers.isEmpty || numbers.count == values.count else { throw .mixedTiers(text) }
  }

  /// The short name that was probably meant by one that is no key either.
  private static func likeliest(_ name: String) -> String? {
    guard !name.contains("."), !ScenarioSchema.keys.contains(name) else { return nil }
    return NearestName(candidates: shortNamesInOrder).match(name)
  }

  /// - Parameter text: the whole option, for messages.
  private static func values(_ written: String, isTime: Bool, _ text: String) throws(VaryError) -> [String] {
    guard written.contains("..") else {
      let values = try list(written, isTime: isTime, text)
      guard Set(values).count == values.count else { throw .repeated(text) }
      return values
    }
    let halves = written.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let ends = halves[0].split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard halves.count <= 2, ends.count == 2, let first = whole(ends[0], isTime), let last = whole(ends[1], isTime),
      first <= last
    else { throw .badRange(text) }
    guard halves.count == 2 else { return try doubling(first, last, text).map(String.init) }
    guard let step = whole(halves[1], isTime), step > 0 else { throw .badRange(text) }
    guard (last - first) / step < mostValues else { throw .tooMany(text) }
    return stride(from: first, through: last, by: step).map(String.init)
  }

  private static func list(_ written: String, isTime: Bool, _ text: String) throws(VaryError) -> [String] {
    var values: [String] = []
    for part in splitOutsideBrackets(written) {
      guard !part.isEmpty else { throw .emptyValue(text) }
      // A bare number and a list are the scenario's business.
      guard isTime, !part.allSatisfy({ "0123456789.".contains($0) }), !part.hasPrefix("[") else {
        values.append(part)
        continue
      }
      guard let seconds = whole(part, true) else { throw .badTime(text, part) }
      values.append(String(seconds))
    }
    return values
  }

  /// At commas, but not at those within a list or a mapping.
  private static func splitOutsideBrackets(_ text: String) -> [String] {
    var (parts, part, depth) = ([String](), "", 0)
    for letter in text {
      if "[{".contains(letter) { depth += 1 }
      if "]}".contains(letter) { depth -= 1 }
      if letter == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(letter)
      }
    }
    return parts + [part]
  }

  private static func doubling(_ first: Int, _ last: Int, _ text: String) throws(VaryError) -> [Int] {
    guard first > 0 else { throw .badRange(text) }
    var (values, value) = ([Int](), first)
    while value < last {
      values.append(value)
      value = value > last / 2 ? last : value * 2
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
  case badTime(String, String)
  case repeated(String)
  case tooMany(String)
  case keyTwice(String)
  case unknownName(String, String)
  case mixedTiers(String)

  package var description: String {
    switch self {
    case .noValues(let text):
      "--vary \(text): has no values; expected key=values, for example users=50..500:50 or tier=100,190,250."
    case .emptyValue(let text): "--vary \(text): has an empty value; expected values separated by commas."
    case .badRange(let text):
      "--vary \(text): is no range; expected first..last:step, or first..last to double from the first, in whole numbers."
    case .badTime(let text, let part):
      "--vary \(text): \(part) is no whole number of seconds; expected for example 90, 90s or 2m."
    case .repeated(let text): "--vary \(text): has a value twice; expected each value once."
    case .tooMany(let text): "--vary \(text): has more than a million values; expected a larger step."
    case .unknownName(let text, let near): "--vary \(text): there is no such key. Did you mean \(near)?"
    case .mixedTiers(let text):
      "--vary \(text): has names and numbers; expected either, for example tier=starter,professional or tier=100,190."
    case .keyTwice(let key): "--vary names \(key) twice; expected each key once."
    }
  }
}
