/// A key of a settings file: its name with the keys around it, and where it stands.
package struct KeyPlace: Hashable, Sendable {
  /// The key with the keys around it, such as `load.arrivals.users`; of an item of a list `load.arrivals.phases[0]`.
  /// Empty for the file itself.
  package let key: String
  /// From 1; nil for what does not stand in the file, because an override has put it there.
  package let line: Int?

  init(key: String, line: Int?) {
    self.key = key
    self.line = line
  }

  /// The whole file.
  static let root = KeyPlace(key: "", line: 1)

  /// A key within this one's mapping.
  func child(_ name: String, line: Int?) -> KeyPlace { inner(key.isEmpty ? name : "\(key).\(name)", line: line) }

  /// A key that this one's mapping lacks: to be put where the mapping stands.
  func missing(_ name: String) -> KeyPlace { child(name, line: line) }

  /// An item of this key's list, from 0.
  func item(_ index: Int, line: Int?) -> KeyPlace { inner("\(key)[\(index)]", line: line) }

  /// What an override has put there counts lines of its own, which say nothing about the file.
  private func inner(_ key: String, line: Int?) -> KeyPlace {
    KeyPlace(key: key, line: self.line == nil ? nil : line)
  }
}
