import Texts

/// One thing that is wrong with a settings file, or with a key of it that was set from outside.
package struct SettingsProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path as it was given.
  package var file: String
  /// From 1; nil when the file as a whole is meant, or a key that does not stand in it.
  package var line: Int?
  /// The key with the keys around it, such as `load.arrivals.users`; nil when no single key is meant.
  package var key: String?
  /// What is wrong, what was expected and, where it is not plain, what to do.
  package var message: String
  /// What was set from outside and has to do with it, in the order in which it was set.
  package var overrides: [SettingsOverride]

  /// See the properties.
  package init(file: String, line: Int?, key: String?, message: String, overrides: [SettingsOverride] = []) {
    self.file = file
    self.line = line
    self.key = key
    self.message = message
    self.overrides = overrides
  }

  /// `scenarios/rush-100.yaml:14: load.arrivals.users is 0; expected at least 1.` Of a key set from outside
  /// `scenarios/rush-100.yaml with load.arrivals.users=0: load.arrivals.users is 0; expected at least 1.`
  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    let additions = overrides.map { NodeText.cut($0.description) }.joined(separator: " and ")
    let head = additions.isEmpty ? place : "\(place) with \(additions)"
    return VisibleText.lines(([head + ":"] + [key, message].compactMap(\.self)).joined(separator: " "))
  }
}
