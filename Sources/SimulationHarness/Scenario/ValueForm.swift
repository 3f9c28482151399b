import Yams

/// What may stand behind a key: how it is read, what a reader of the file is told to write, and how a schema says it.
/// One description serves all three, so that they cannot disagree.
struct ValueForm<Value> {
  /// Ends the sentence "expected ...".
  let expectation: String
  /// The keywords of a JSON Schema for it.
  let schema: [SchemaNode.Member]
  /// The keys within it, with the keys between; empty for a plain value.
  let paths: [String]
  /// A value as JSON; nil when a schema shows no default for it.
  let json: (Value) -> SchemaNode?
  /// The value of a node; nil after reporting what is wrong with it.
  let read: (Node, KeyPlace, inout ScenarioReading) -> Value?

  init(
    expectation: String,
    schema: [SchemaNode.Member],
    paths: [String] = [],
    json: @escaping (Value) -> SchemaNode? = { _ in nil },
    read: @escaping (Node, KeyPlace, inout ScenarioReading) -> Value?
  ) {
    self.expectation = expectation
    self.schema = schema
    self.paths = paths
    self.json = json
    self.read = read
  }

  /// The same form for another type of value.
  func mapped<Other>(_ transform: @escaping (Value) -> Other) -> ValueForm<Other> {
    ValueForm<Other>(expectation: expectation, schema: schema, paths: paths) { node, place, reading in
      read(node, place, &reading).map(transform)
    }
  }

  /// The same form with a rule on top, which a schema cannot express.
  ///
  /// - Parameter objection: what is wrong with a value; nil when nothing is.
  func checked(_ objection: @escaping (Value) -> String?) -> ValueForm {
    ValueForm(expectation: expectation, schema: schema, paths: paths, json: json) { node, place, reading in
      guard let value = read(node, place, &reading) else { return nil }
      guard let message = objection(value) else { return value }
      reading.report(message, at: place)
      return nil
    }
  }

  /// A form whose values are plain texts.
  ///
  /// - Parameter parse: the value of a text, or the end of "is `text`; expected ..." that tells what is wrong.
  static func plain(
    expectation: String,
    schema: [SchemaNode.Member],
    json: @escaping (Value) -> SchemaNode? = { _ in nil },
    parse: @escaping (PlainValue) -> Parsed<Value>
  ) -> ValueForm {
    ValueForm(expectation: expectation, schema: schema, json: json) { node, place, reading in
      guard let text = PlainValue(node) else {
        reading.report("is \(NodeText.shown(node)); expected \(expectation).", at: place)
        return nil
      }
      switch parse(text) {
      case .value(let value): return value
      case .problem(let wanted):
        reading.report("is \(NodeText.shown(node)); expected \(wanted).", at: place)
        return nil
      }
    }
  }
}

/// The outcome of reading a plain value.
enum Parsed<Value> {
  case value(Value)
  /// What was expected instead.
  case problem(String)
}

/// A value that is neither a mapping nor a list nor empty, as it is written.
struct PlainValue: Hashable {
  let text: String
  /// Quoted values are texts, whatever they look like.
  let isQuoted: Bool
  /// Whether it is a text by YAML's rules, not a number, a truth value or a date.
  let isText: Bool

  init?(_ node: Node) {
    guard case .scalar(let scalar) = node else { return nil }
    isQuoted = scalar.style != .plain && scalar.style != .any
    guard isQuoted || node.tag != Tag(.null) else { return nil }
    text = scalar.string
    isText = isQuoted || node.tag == Tag(.str)
  }
}

/// How a message shows what a file has.
enum NodeText {
  private static let mostLetters = 60

  static func shown(_ node: Node) -> String {
    switch node {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .alias: return "an alias"
    case .scalar:
      guard let value = PlainValue(node) else { return "empty" }
      let isNumber = !value.isQuoted && value.text.utf8.first.map { $0 < UInt8(ascii: ":") } == true
      return isNumber ? cut(value.text) : "\"\(cut(value.text))\""
    }
  }

  /// A text short enough for a message, on one line.
  static func cut(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > mostLetters ? line.prefix(mostLetters) + "..." : line
  }
}
