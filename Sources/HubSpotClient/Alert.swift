/// Something that an operator would be told.
package struct Alert: Hashable, Sendable {
  package enum Severity: String, Hashable, Comparable, Sendable {
    case warning, critical

    package static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .critical }
  }

  package var severity: Severity
  /// What is watched, as a stable name: `ten_second_remaining`, `assoc_queue_length`.
  package var name: String
  /// The value that raised it, in the unit that the name implies.
  package var value: Int
  /// The threshold that it crossed.
  package var threshold: Int

  package init(_ severity: Severity, _ name: String, value: Int, threshold: Int) {
    self.severity = severity
    self.name = name
    self.value = value
    self.threshold = threshold
  }
}

/// Remembers how bad a watched value is and says so only when it gets worse, so that a value beyond its threshold
/// raises one alert and not one per look.
package struct AlertLevel: Sendable {
  private let name: String
  private var severity: Alert.Severity?

  package init(name: String) { self.name = name }

  /// For values that are bad when low.
  package mutating func observe(_ value: Int, warningBelow warning: Int, criticalBelow critical: Int) -> Alert? {
    settle(
      value < critical ? (.critical, critical) : value < warning ? (.warning, warning) : nil,
      value: value
    )
  }

  /// For values that are bad when high.
  package mutating func observe(_ value: Int, warningAbove warning: Int, criticalAbove critical: Int) -> Alert? {
    settle(
      value > critical ? (.critical, critical) : value > warning ? (.warning, warning) : nil,
      value: value
    )
  }

  private mutating func settle(_ found: (severity: Alert.Severity, threshold: Int)?, value: Int) -> Alert? {
    defer { severity = found?.severity }
    guard let found, severity.map({ $0 < found.severity }) ?? true else { return nil }
    return Alert(found.severity, name, value: value, threshold: found.threshold)
  }
}
