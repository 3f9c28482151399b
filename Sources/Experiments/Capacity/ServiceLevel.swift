import Texts

/// Objectives that go by a name, for those who have none of their own.
package enum ServiceLevel: String, CaseIterable, Sendable {
  /// Nobody notices that others book, too.
  case fast
  /// Everybody has a booking within a minute, whatever it takes.
  case standard

  /// What is taken when nothing is asked for.
  package static let usual = ServiceLevel.fast

  /// As thresholds, separated by commas.
  package var thresholds: String {
    switch self {
    case .fast: "time_to_booking p(99) < 2 s, share_429 < 1 %, success > 99 %"
    case .standard: "time_to_booking p(99) < 60 s, success > 99 %"
    }
  }

  /// All of them, for a help text: `fast (...), standard (...)`.
  package static var listed: String {
    allCases.map { "\($0.rawValue) (\($0.thresholds))" }.joined(separator: " or ")
  }

  /// Why one word, which no threshold is, names no service level either.
  package static func objection(to word: String) -> String {
    let names = allCases.map(\.rawValue)
    let hint = NearestName(candidates: names).match(word).map { " Did you mean \($0)?" } ?? ""
    return "\"\(word)\" is no service level; expected \(names.joined(separator: ", ")) or thresholds, for example "
      + "\"\(usual.thresholds)\".\(hint)"
  }
}
