import Yams

/// A value that is neither a mapping nor a list nor empty, as it is written.
package struct PlainValue: Hashable, Sendable {
  /// What is written, without its quotes.
  package let text: String
  /// Quoted values are texts, whatever they look like.
  package let isQuoted: Bool
  /// Whether it is a text by YAML's rules, not a number, a truth value or a date.
  package let isText: Bool

  init?(_ node: Node) {
    guard case .scalar(let scalar) = node else { return nil }
    isQuoted = scalar.style != .plain && scalar.style != .any
    guard isQuoted || node.tag != Tag(.null) else { return nil }
    text = scalar.string
    isText = isQuoted || node.tag == Tag(.str)
  }
}

/// The outcome of reading a plain value.
package enum Parsed<Value> {
  case value(Value)
  /// What was expected instead: the end of "is 0; expected ...", without its full stop.
  case problem(String)
}
