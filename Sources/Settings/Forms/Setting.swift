import Yams

/// A key of a mapping in a settings file: its name, its form, where its value goes, and a line that tells what it is.
/// Reading, defaults, messages, the schema for editors and the text that is hashed all come from it.
package struct Setting<Root> {
  /// Its name, without the keys around it.
  package let key: String
  /// Whether a file must have it.
  package let isRequired: Bool
  /// Ends the sentence "expected ...".
  package let expectation: String
  private let findPaths: () -> [String]
  /// The schema of the value, with the default that the given root has.
  package let schema: (Root) -> SchemaNode
  /// What the key adds to the canonical text.
  let canonical: (Root) -> [CanonicalLine]
  /// The key with its value, or what is within it; with no value when it is not there and has no default.
  let written: (Root) -> [WrittenValue]
  /// Puts the value of a node into the root; false after reporting that it has none.
  let read: (Node, KeyPlace, inout Root, inout SettingsReading) -> Bool

  /// The key, or what is within it, with the keys between.
  package var paths: [String] { findPaths() }

  /// - Parameters:
  ///   - key: its name.
  ///   - path: where its value goes.
  ///   - form: what may stand behind it.
  ///   - isRequired: the file must have it; otherwise what the root has stands.
  ///   - canonical: how it shows in the canonical text.
  ///   - standard: for a key that came later: the root whose value adds nothing to the canonical text, so that files
  ///     from before keep theirs.
  ///   - summary: one line for whoever writes the file.
  package init<Value>(
    _ key: String,
    _ path: WritableKeyPath<Root, Value>,
    _ form: ValueForm<Value>,
    isRequired: Bool = false,
    canonical: CanonicalForm = .asWritten,
    laterThan standard: Root? = nil,
    _ summary: String
  ) {
    self.init(key, form, isRequired: isRequired, canonical, laterThan: standard, summary) {
      $0[keyPath: path]
    } write: {
      $0[keyPath: path] = $1
    }
  }

  /// A setting whose absence is a value of its own.
  package init<Value>(
    _ key: String,
    optional path: WritableKeyPath<Root, Value?>,
    _ form: ValueForm<Value>,
    isRequired: Bool = false,
    canonical: CanonicalForm = .asWritten,
    _ summary: String
  ) {
    self.init(key, form, isRequired: isRequired, canonical, summary) {
      $0[keyPath: path]
    } write: {
      $0[keyPath: path] = $1
    }
  }

  private init<Value>(
    _ key: String,
    _ form: ValueForm<Value>,
    isRequired: Bool,
    _ shows: CanonicalForm,
    laterThan standard: Root? = nil,
    _ summary: String,
    current: @escaping (Root) -> Value?,
    write: @escaping (inout Root, Value) -> Void
  ) {
    self.key = key
    self.isRequired = isRequired
    expectation = form.expectation
    findPaths = {
      let within = form.paths
      return within.isEmpty ? [key] : within.map { "\(key).\($0)" }
    }
    schema = { root in
      let preset = isRequired ? nil : current(root).flatMap(form.json)
      return .object(
        [.init("description", .text(summary))] + form.schema + (preset.map { [.init("default", $0)] } ?? [])
      )
    }
    let unit = form.ending.written
    let plainKey = key.hasSuffix(unit) ? String(key.dropLast(unit.count)) : key
    let lines = { (root: Root) -> [CanonicalLine] in
      let value = current(root)
      switch shows {
      case .resolved, .left: return []
      case .asWritten: return value.map(form.canonical)?.map { $0.within(plainKey) } ?? []
      case .named(let name): return value.map(form.canonical)?.map { $0.within(name) } ?? []
      case .orWhenAbsent(let text):
        return (value.map(form.canonical) ?? [CanonicalLine("", text)]).map { $0.within(plainKey) }
      }
    }
    let silent = standard.map(lines)
    canonical = { root in
      let found = lines(root)
      return found == silent ? [] : found
    }
    written = { root in
      (current(root).map(form.written) ?? [WrittenValue("", nil)]).map { $0.within(key) }
    }
    read = { node, place, root, reading in
      guard let value = form.read(node, place, &reading) else { return false }
      write(&root, value)
      return true
    }
  }
}
