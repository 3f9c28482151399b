/// When an alert of a kind is raised.
package struct AlertSettings: Hashable, Sendable {
  /// Beyond it the value is worth a warning, in the unit that the kind's name ends in; nil for no warning.
  package var warning: Int?
  /// Beyond it somebody is woken; nil for never.
  package var critical: Int?
  /// What is judged is what happened within so long; of a value that stands until it changes it says nothing. Whole seconds.
  package var window: Duration
  /// How long the value must be beyond a threshold without a break.
  package var hold: Duration
  /// A share of fewer things than this is not judged.
  package var atLeast: Int

  package init(
    warning: Int? = nil,
    critical: Int? = nil,
    window: Duration = .seconds(60),
    hold: Duration = .zero,
    atLeast: Int = 1
  ) {
    self.warning = warning
    self.critical = critical
    self.window = window
    self.hold = hold
    self.atLeast = atLeast
  }
}
