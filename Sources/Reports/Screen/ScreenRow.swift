import Measures

/// A measure as readers see it who have read nothing.
struct ScreenRow: Hashable, Sendable {
  let measure: Measure

  init(_ measure: Measure) { self.measure = measure }

  /// A name in plain words, where it has one.
  var title: String { words?.title ?? measure.shortText }

  /// What reaches what it measures in more, or fewer, seeds: `median reached in 6 of 6 seeds instead of 0`.
  func reached(in second: Int, insteadOf first: Int, of seeds: Int) -> String {
    let subject = (words?.subject ?? measure.shortText + " #").replacing(" #", with: "").replacing("# ", with: "")
    return "\(subject) reached in \(second) of \(seeds) seeds instead of \(first)"
  }

  /// Whether it is worth a row only where there is something of it.
  var isOnlyToldAboveZero: Bool { measure.metric.name == "refused" }

  /// What one design has more or less of than another: `68 % more calls`.
  ///
  /// - Parameters:
  ///   - first: what the other one has.
  ///   - change: not 0.
  func difference(from first: Double, by change: Double) -> String {
    let (more, less) = words.map { ($0.more, $0.less) } ?? ("more", "less")
    let amount = amount(of: abs(change), beside: first).replacing(" ", with: Phrase.joint)
    let direction = change > 0 ? more : less
    guard let subject = words?.subject else { return "\(measure.shortText) \(amount) \(direction)" }
    return subject.replacing("#", with: "\(amount) \(direction)")
  }

  private func amount(of change: Double, beside first: Double) -> String {
    switch measure.unit {
    case .share:
      let points = (change * 100).text(decimals: change < 0.01 ? 1 : 0)
      return points + (points == "1" ? " point" : " points")
    case .milliseconds, .seconds: return measure.unit.coarse(change)
    default: return first == 0 ? measure.unit.coarse(change) : (change / abs(first) * 100).text(decimals: 0) + " %"
    }
  }

  private struct Words {
    let title: String
    let (more, less): (String, String)
    /// With a `#` for the amount and its direction.
    let subject: String
  }

  private var words: Words? { Self.known[measure.description] }

  private static let known: [String: Words] = [
    "success rate": Words(title: "booked in the end", more: "more", less: "fewer", subject: "# booked"),
    "refused count": Words(title: "refused: full, no credits", more: "more", less: "fewer", subject: "# refused"),
    "first_attempt_success rate": Words(
      title: "booked at the first attempt",
      more: "more",
      less: "fewer",
      subject: "# at the first attempt"
    ),
    "time_to_booking med": Words(
      title: "time to booking, median",
      more: "longer",
      less: "shorter",
      subject: "median #"
    ),
    "time_to_booking p(95)": Words(title: "time to booking, p95", more: "longer", less: "shorter", subject: "p95 #"),
    "time_to_booking p(99)": Words(title: "time to booking, p99", more: "longer", less: "shorter", subject: "p99 #"),
    "calls_per_booking value": Words(
      title: "HubSpot calls per booking",
      more: "more",
      less: "fewer",
      subject: "# calls"
    ),
    "share_429 rate": Words(title: "calls answered 429", more: "more", less: "fewer", subject: "# 429s"),
    "note_delay p(95)": Words(title: "wait for the note, p95", more: "later", less: "sooner", subject: "notes #"),
    "association_delay p(95)": Words(
      title: "wait for the links, p95",
      more: "later",
      less: "sooner",
      subject: "links #"
    ),
  ]
}
