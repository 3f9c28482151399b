import Yams

extension SettingsDocument {
  /// A plain value of the outermost level.
  package struct TopLevelValue: Hashable, Sendable {
    package let text: String
    /// From 1; nil when the parser does not tell.
    package let line: Int?
  }

  /// The plain values of the outermost level, by key, unjudged: what tells one kind of file from another. Nil for a
  /// document that is no mapping.
  package var topLevel: [String: TopLevelValue]? {
    guard case .node(.mapping(let mapping)) = YAMLTree(text) else { return nil }
    var values: [String: TopLevelValue] = [:]
    for (key, value) in mapping {
      guard let name = PlainValue(key)?.text, let plain = PlainValue(value) else { continue }
      values[name] = TopLevelValue(text: plain.text, line: key.mark?.line)
    }
    return values
  }
}
