/// What an operator has switched on, as an instance knows it: the state of a service of feature flags, in memory, so that
/// asking takes no time. What is changed there is known to every instance at once.
package protocol SwitchSource: Sendable {
  /// How many of a hundred contacts use the other part that a role has, 0 to 100.
  func percent(_ role: String) -> Int
}

/// Nobody ever changes anything.
package struct FixedSwitches: SwitchSource {
  private let percents: [String: Int]

  /// - Parameter percents: by role; 0 for every other one.
  package init(_ percents: [String: Int] = [:]) { self.percents = percents }

  package func percent(_ role: String) -> Int { percents[role] ?? 0 }
}
