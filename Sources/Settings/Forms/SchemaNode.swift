import Texts

/// A piece of JSON as a schema needs it: objects keep the order of their keys, numbers the text they are written with.
package indirect enum SchemaNode: Hashable, Sendable {
  /// A key may not stand in it twice.
  case object([Member])
  case array([SchemaNode])
  case text(String)
  /// A number as JSON writes it.
  case number(String)
  case flag(Bool)

  /// A key of an object and its value.
  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: SchemaNode

    /// See the properties.
    package init(_ key: String, _ value: SchemaNode) {
      self.key = key
      self.value = value
    }
  }

  /// A plain value as it stands, without quotes; of others the JSON.
  var plainText: String {
    if case .text(let text) = self { text } else { json }
  }

  /// The text, indented by two spaces a level; arrays of plain values stay on one line.
  package var json: String { json(indent: "") }

  private func json(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .object(let members):
      let lines = members.map { "\(inner)\(JSONText.quoted($0.key)): \($0.value.json(indent: inner))" }
      return lines.isEmpty ? "{}" : "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    case .array(let items):
      if items.allSatisfy(\.isPlain) { return "[" + items.map { $0.json(indent: "") }.joined(separator: ", ") + "]" }
      return "[\n" + items.map { inner + $0.json(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .text(let text): return JSONText.quoted(text)
    case .number(let text): return text
    case .flag(let flag): return flag ? "true" : "false"
    }
  }

  private var isPlain: Bool {
    switch self {
    case .object, .array: false
    case .text, .number, .flag: true
    }
  }
}
