/// Something that an operator would be told: that a watched value is beyond a threshold, or that it is no longer.
package struct Alert: Hashable, Sendable {
  package enum Severity: String, Hashable, Comparable, Sendable {
    case warning, critical

    package static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .critical }
  }

  package var severity: Severity
  /// What is watched, as a stable name: `ten_second_remaining`, `assoc_queue_length`.
  package var name: String
  /// The value that raised or ended it, in the unit that the name implies.
  package var value: Int
  /// The threshold that it crossed.
  package var threshold: Int
  /// Whether it ends what was raised under the name, of this severity and of a greater one.
  package var isOver: Bool

  package init(_ severity: Severity, _ name: String, value: Int, threshold: Int, isOver: Bool = false) {
    self.severity = severity
    self.name = name
    self.value = value
    self.threshold = threshold
    self.isOver = isOver
  }
}

/// Remembers how bad a watched value is and says so only when that changes, so that a value beyond its threshold raises one
/// alert and not one per look, and ends it once.
package struct AlertLevel: Sendable {
  private let name: String
  private var severity: Alert.Severity?

  package init(name: String) { self.name = name }

  /// For values that are bad when low.
  package mutating func observe(_ value: Int, warningBelow warning: Int, criticalBelow critical: Int) -> Alert? {
    settle(value < critical ? .critical : value < warning ? .warning : nil, value, warning: warning, critical: critical)
  }

  /// For values that are bad when high.
  package mutating func observe(_ value: Int, warningAbove warning: Int, criticalAbove critical: Int) -> Alert? {
    settle(value > critical ? .critical : value > warning ? .warning : nil, value, warning: warning, critical: critical)
  }

  private mutating func settle(_ found: Alert.Severity?, _ value: Int, warning: Int, critical: Int) -> Alert? {
    let before = severity
    severity = found
    func alert(_ severity: Alert.Severity, isOver: Bool) -> Alert {
      Alert(severity, name, value: value, threshold: severity == .critical ? critical : warning, isOver: isOver)
    }
    switch (before, found) {
    case (let before, let found?) where before.map({ $0 < found }) ?? true: return alert(found, isOver: false)
    case (.critical, .warning): return alert(.critical, isOver: true)
    case (.some, nil): return alert(.warning, isOver: true)
    default: return nil
    }
  }
}
