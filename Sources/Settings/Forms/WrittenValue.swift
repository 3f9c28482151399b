/// A value as a file would write it, whether the file does or a default stands for it.
package struct WrittenValue: Hashable, Sendable {
  /// With the keys around it, as far as they are known: `users`, `load.arrivals.phases[0].users`.
  package let key: String
  /// nil for a key that is not there and has no default.
  package let value: SchemaNode?

  package init(_ key: String, _ value: SchemaNode?) {
    self.key = key
    self.value = value
  }

  /// The same under a key.
  func within(_ outer: String) -> WrittenValue {
    WrittenValue(key.isEmpty || key.hasPrefix("[") ? outer + key : "\(outer).\(key)", value)
  }
}
