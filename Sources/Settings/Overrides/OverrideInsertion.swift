import Yams

/// An override whose value has been read, ready to go into the node tree of a document.
struct OverrideInsertion {
  /// No format nests that deep; a path with more keys was meant for something else.
  private static let mostKeys = 32

  private let override: SettingsOverride
  private let names: [String]
  private let value: Node

  /// Nil after reporting that the path or the value cannot be.
  init?(_ override: SettingsOverride, _ reading: inout SettingsReading) {
    self.override = override
    names = override.names
    guard !names.contains("") else {
      let example = "expected keys with points between, such as load.arrivals.users"
      reading.report("the path has a key without a name; \(example).", with: override)
      return nil
    }
    guard names.count <= Self.mostKeys else {
      reading.report("the path has \(names.count) keys; expected at most \(Self.mostKeys).", with: override)
      return nil
    }
    switch Self.value(of: override) {
    case .value(let value): self.value = value
    case .problem(let message):
      reading.report("\(message); expected one line such as 50, [1, 2] or {users: 5}.", with: override)
      return nil
    }
  }

  /// Puts the value into the tree, or reports why the path leads nowhere and leaves the tree as it is.
  func apply(to root: inout Node, _ reading: inout SettingsReading) {
    // Reading will tell that the document is no mapping, once for all.
    guard case .mapping = root else { return }
    do {
      root = try inserted(names[...], into: root, at: .root)
    } catch {
      reading.report(error.message, with: override, at: error.place)
      return
    }
    // An earlier one that this one replaces has to do with nothing any more.
    reading.overrides.removeAll { override.sets($0.path) }
    reading.overrides.append(override)
  }

  /// What the path meets instead of a mapping.
  private struct Obstacle: Error {
    let place: KeyPlace
    let message: String
  }

  /// The node with the value at the path that begins with it.
  private func inserted(_ path: ArraySlice<String>, into node: Node, at place: KeyPlace) throws(Obstacle) -> Node {
    guard let name = path.first else { return value }
    let rest = path.dropFirst()
    guard case .mapping(var mapping) = node else {
      let shown = NodeText.shown(node)
      var message = "is \(shown); expected a mapping, for \(name) to be set in it."
      if case .sequence = node { message += " A list is set as a whole: \(place.key)=[...]." }
      throw Obstacle(place: place, message: message)
    }
    for index in mapping.indices {
      let (key, old) = mapping[index]
      guard let text = PlainValue(key)?.text, RepeatedKey.original(text) == name else { continue }
      let new = try inserted(rest, into: old, at: place.child(name, line: key.mark?.line))
      mapping[index] = (rest.isEmpty ? Self.key(name) : key, new)
      return .mapping(mapping)
    }
    mapping[Self.key(name)] = rest.reversed().reduce(value) { Node([(Self.key($1), $0)]) }
    return .mapping(mapping)
  }

  /// A key that stands in no line of a file.
  private static func key(_ name: String) -> Node { Node(name, .implicit, .doubleQuoted) }

  /// The value as the parser sees it behind a key: what it takes for more than one plain or flow value is refused there.
  private static func value(of override: SettingsOverride) -> Parsed<Node> {
    guard !override.value.contains(where: \.isNewline) else { return .problem("the value has several lines") }
    switch YAMLTree("value: " + override.value) {
    case .node(.mapping(let mapping)) where mapping.count == 1: return .value(mapping[0].value)
    case .repeatedKey: return .problem("a mapping has the same key twice")
    case .malformed(_, let problem?): return .problem("the value is no YAML: \(problem)")
    case .node, .empty, .malformed: return .problem("the value is no YAML")
    }
  }
}
