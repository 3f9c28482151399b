package import Measures

/// How far a measure may be from its value in the baseline and still count as the same.
package struct Tolerance: Hashable, Sendable, CustomStringConvertible {
  private enum Amount: Hashable, Sendable {
    /// Of the expected value's magnitude.
    case percent(Double)
    /// In the measure's unit; of shares from 0 to 1.
    case absolute(Double)
  }

  /// As it was written: `5%`, `200 ms`.
  package let description: String
  private let amount: Amount

  /// - Parameter text: `5%` of the expected value, or an amount in the measure's unit: `200 ms` or `0.2 s` for times,
  ///   `2 points` for shares, a bare number for counts and the like.
  /// - Returns: nil when the text is none of these, or is negative.
  package init?(_ text: String, for unit: MeasureUnit) {
    let letters = text.filter { $0 != " " }
    let digits = letters.prefix { "0123456789.".contains($0) }
    let written = String(letters.dropFirst(digits.count))
    guard digits.first != ".", digits.last != ".", let number = Double(digits), number.isFinite else { return nil }
    switch (written, unit) {
    case ("%", _): amount = .percent(number)
    case ("points", .share): amount = .absolute(number / 100)
    case (_, .milliseconds):
      guard let nanoseconds = TimeText.nanoseconds(letters) else { return nil }
      amount = .absolute(Double(nanoseconds) / 1e6)
    case ("s", .seconds): amount = .absolute(number)
    case ("", .count), ("", .perSecond), ("", .perMinute), ("", .perBooking), ("", .perRequest), ("", .bytes),
      ("", .seconds):
      amount = .absolute(number)
    default: return nil
    }
    description = text
  }

  /// What may be written for a unit; ends the sentence "expected ...".
  package static func expectation(for unit: MeasureUnit) -> String {
    switch unit {
    case .milliseconds: "a percentage or a time, such as \"5%\" or \"200 ms\""
    case .share: "a percentage of the value or percentage points, such as \"5%\" or \"2 points\""
    case .seconds: "a percentage or seconds, such as \"5%\" or \"2 s\""
    case .count, .perSecond, .perMinute, .perBooking, .perRequest, .bytes:
      "a percentage or a number, such as \"5%\" or \"3\""
    }
  }

  /// Whether two values count as the same. What was not reached, or not observed, is only like itself.
  package func allows(_ value: MeasureValue, expected: MeasureValue) -> Bool {
    guard let number = value.number, let target = expected.number else { return value == expected }
    let most: Double =
      switch amount {
      case .percent(let percent): abs(target) * percent / 100
      case .absolute(let absolute): absolute
      }
    // Shares such as 0.52 and 0.5 differ by a hair more than 0.02: a value on the edge is still within.
    let rounding = max(abs(number), abs(target)) * 1e-12
    return abs(number - target) <= most + rounding
  }
}
