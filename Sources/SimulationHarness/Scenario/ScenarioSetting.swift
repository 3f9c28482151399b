import Yams

/// A key of a mapping in a scenario file: its name, its form, where its value goes, and a line that tells what it is.
/// Reading, defaults, messages and the schema for editors all come from it.
struct ScenarioSetting<Root> {
  let key: String
  let isRequired: Bool
  /// Ends the sentence "expected ...".
  let expectation: String
  /// The key, or what is within it, with the keys between.
  let paths: [String]
  /// The schema of the value, with the default that the given root has.
  let schema: (Root) -> SchemaNode
  /// Puts the value of a node into the root; false after reporting that it has none.
  let read: (Node, KeyPlace, inout Root, inout ScenarioReading) -> Bool

  /// - Parameters:
  ///   - isRequired: the file must have it; otherwise what the root has stands.
  ///   - summary: one line for whoever writes the file.
  init<Value>(
    _ key: String,
    _ path: WritableKeyPath<Root, Value>,
    _ form: ValueForm<Value>,
    isRequired: Bool = false,
    _ summary: String
  ) {
    self.init(key, form, isRequired: isRequired, summary) {
      $0[keyPath: path]
    } write: {
      $0[keyPath: path] = $1
    }
  }

  /// A setting whose absence is a value of its own.
  init<Value>(
    _ key: String,
    optional path: WritableKeyPath<Root, Value?>,
    _ form: ValueForm<Value>,
    isRequired: Bool = false,
    _ summary: String
  ) {
    self.init(key, form, isRequired: isRequired, summary) {
      $0[keyPath: path]
    } write: {
      $0[keyPath: path] = $1
    }
  }

  private init<Value>(
    _ key: String,
    _ form: ValueForm<Value>,
    isRequired: Bool,
    _ summary: String,
    current: @escaping (Root) -> Value?,
    write: @escaping (inout Root, Value) -> Void
  ) {
    self.key = key
    self.isRequired = isRequired
    expectation = form.expectation
    paths = form.paths.isEmpty ? [key] : form.paths.map { "\(key).\($0)" }
    schema = { root in
      let preset = isRequired ? nil : current(root).flatMap(form.json)
      return .object(
        [.init("description", .text(summary))] + form.schema + (preset.map { [.init("default", $0)] } ?? [])
      )
    }
    read = { node, place, root, reading in
      guard let value = form.read(node, place, &reading) else { return false }
      write(&root, value)
      return true
    }
  }
}
