import Texts
import Yams

/// What may stand behind a key: how it is read, what a reader of the file is told to write, and how a schema says it.
/// One description serves all three, so that they cannot disagree.
package struct ValueForm<Value> {
  /// Ends the sentence "expected ...".
  package let expectation: String
  private let makeSchema: () -> [SchemaNode.Member]
  private let findPaths: () -> [String]
  /// A value as JSON; nil when a schema shows no default for it.
  package let json: (Value) -> SchemaNode?
  /// What names of keys with this form end in.
  let ending: KeyEnding
  /// A value in the canonical text.
  let canonical: (Value) -> [CanonicalLine]
  /// A value as a file writes it: of a mapping each of its keys.
  let written: (Value) -> [WrittenValue]
  /// The value of a node; nil after reporting what is wrong with it.
  let read: (Node, KeyPlace, inout SettingsReading) -> Value?

  init(
    expectation: String,
    schema: @autoclosure @escaping () -> [SchemaNode.Member],
    paths: @autoclosure @escaping () -> [String] = [],
    json: @escaping (Value) -> SchemaNode? = { _ in nil },
    ending: KeyEnding = .none,
    canonical: @escaping (Value) -> [CanonicalLine],
    written: ((Value) -> [WrittenValue])? = nil,
    read: @escaping (Node, KeyPlace, inout SettingsReading) -> Value?
  ) {
    self.expectation = expectation
    makeSchema = schema
    findPaths = paths
    self.json = json
    self.ending = ending
    self.canonical = canonical
    self.written = written ?? { value in json(value).map { [WrittenValue("", $0)] } ?? [] }
    self.read = read
  }

  /// The keywords of a JSON Schema for it. Made when asked for, like `paths`: a file is read without either.
  package var schema: [SchemaNode.Member] { makeSchema() }
  /// The keys within it, with the keys between; empty for a plain value.
  package var paths: [String] { findPaths() }

  /// The same form for another type of value.
  ///
  /// - Parameters:
  ///   - transform: must have a value for each that the form reads.
  ///   - original: the way back, with which a schema shows defaults and the canonical text its lines; nil for a value
  ///     that has none.
  package func mapped<Other>(
    _ transform: @escaping (Value) -> Other,
    from original: @escaping (Other) -> Value? = { _ in nil }
  ) -> ValueForm<Other> {
    ValueForm<Other>(
      expectation: expectation,
      schema: schema,
      paths: paths,
      json: { original($0).flatMap(json) },
      ending: ending,
      canonical: { original($0).map(canonical) ?? [] },
      written: { original($0).map(written) ?? [] },
      read: { node, place, reading in read(node, place, &reading).map(transform) }
    )
  }

  /// The same form with another look in the canonical text.
  package func shown(_ ending: KeyEnding = .none, as canonical: @escaping (Value) -> [CanonicalLine]) -> ValueForm {
    ValueForm(
      expectation: expectation,
      schema: schema,
      paths: paths,
      json: json,
      ending: ending,
      canonical: canonical,
      written: written,
      read: read
    )
  }

  /// The same form whose values are written in another way than they can be taken apart.
  package func written(as written: @escaping (Value) -> [WrittenValue]) -> ValueForm {
    ValueForm(
      expectation: expectation,
      schema: schema,
      paths: paths,
      json: json,
      ending: ending,
      canonical: canonical,
      written: written,
      read: read
    )
  }

  /// The same form with a rule on top, which a schema cannot express.
  ///
  /// - Parameter objection: what is wrong with a value, as it goes on from the key ("brings no visitor; expected ...");
  ///   nil when nothing is.
  package func checked(_ objection: @escaping (Value) -> String?) -> ValueForm {
    ValueForm(
      expectation: expectation,
      schema: schema,
      paths: paths,
      json: json,
      ending: ending,
      canonical: canonical,
      written: written
    ) { node, place, reading in
      let known = reading.problems.count
      guard let value = read(node, place, &reading) else { return nil }
      // What is wrong within has been told, and may be all that the rule would find.
      guard reading.problems.count == known else { return value }
      guard let message = objection(value) else { return value }
      reading.report(message, at: place)
      return nil
    }
  }

  /// A form whose values are neither mappings nor lists.
  ///
  /// - Parameters:
  ///   - expectation: ends the sentence "expected ..." for a node of another kind.
  ///   - schema: the keywords of a JSON Schema.
  ///   - json: a value as JSON; nil when a schema shows no default for it.
  ///   - ending: what names of keys with this form end in.
  ///   - canonical: a value in the canonical text; without it the value as JSON.
  ///   - meant: what a text that has no value was probably meant to be.
  ///   - parse: the value of a text, or the end of "is `text`; expected ..." that tells what is wrong.
  package static func plain(
    expectation: String,
    schema: @autoclosure @escaping () -> [SchemaNode.Member],
    json: @escaping (Value) -> SchemaNode? = { _ in nil },
    ending: KeyEnding = .none,
    canonical: ((Value) -> [CanonicalLine])? = nil,
    meant: @escaping (PlainValue) -> String? = { _ in nil },
    parse: @escaping (PlainValue) -> Parsed<Value>
  ) -> ValueForm {
    ValueForm(
      expectation: expectation,
      schema: schema(),
      json: json,
      ending: ending,
      canonical: canonical ?? { value in json(value).map { [CanonicalLine("", $0.plainText)] } ?? [] }
    ) { node, place, reading in
      guard let text = PlainValue(node) else {
        reading.report("is \(NodeText.shown(node)); expected \(expectation).", at: place)
        return nil
      }
      switch parse(text) {
      case .value(let value): return value
      case .problem(let wanted):
        let lookAlike = LookAlike.remark(text.text).map { " \($0.prefix(1).uppercased() + $0.dropFirst())." }
        let remark = lookAlike ?? meant(text).map { " Did you mean \($0)?" } ?? ""
        reading.report("is \(NodeText.shown(node)); expected \(wanted).\(remark)", at: place)
        return nil
      }
    }
  }
}
