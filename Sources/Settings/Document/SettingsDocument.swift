import Yams

/// The text of a settings file, not yet judged.
package struct SettingsDocument: Hashable, Sendable {
  /// What messages call files of a format.
  package struct Kind: Hashable, Sendable {
    /// What such a file holds, such as "a scenario".
    package let contents: String
    /// Such a file, such as "a scenario file (.yaml)".
    package let file: String

    /// See the properties.
    package init(contents: String, file: String) {
      self.contents = contents
      self.file = file
    }
  }

  /// The path as it was given; it stands in messages.
  package let file: String
  /// What messages call it.
  package let kind: Kind
  /// What it holds.
  package let text: String

  /// See the properties.
  package init(text: String, file: String, kind: Kind) {
    self.text = text
    self.file = file
    self.kind = kind
  }

  /// The last part of the path without the ending of YAML files.
  package var name: String { Self.name(of: file) }

  /// The last part of a path without the ending of YAML files.
  package static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".yaml", ".yml"] where last.hasSuffix(ending) { return String(last.dropLast(ending.count)) }
    return last
  }

  /// What the document says. It is judged whole: whatever is wrong with it is told at once, and nothing of it is used.
  ///
  /// - Parameters:
  ///   - defaults: what holds for keys that are not there.
  ///   - section: the keys of the outermost level.
  ///   - overrides: keys set from outside, one after the other, before anything is judged.
  ///   - rules: reports what is wrong between keys that are right by themselves. It is not asked when the document is no
  ///     YAML; values that were wrong are still as in `defaults`.
  /// - Throws: `SettingsProblems`: no YAML, no mapping, every key that is unknown, given twice, missing, of the wrong
  ///   type or out of range, every override that fits nowhere, and whatever `rules` reports.
  package func read<Draft>(
    _ defaults: Draft,
    _ section: SettingSection<Draft>,
    overrides: [SettingsOverride] = [],
    rules: (Draft, inout SettingsReading) -> Void = { _, _ in }
  ) throws(SettingsProblems) -> Draft {
    try readWithPlaces(defaults, section, overrides: overrides, rules: rules).draft
  }

  /// As `read`, with where each key stands that is not left to its default: a place without a line was set from outside.
  package func readWithPlaces<Draft>(
    _ defaults: Draft,
    _ section: SettingSection<Draft>,
    overrides: [SettingsOverride],
    rules: (Draft, inout SettingsReading) -> Void
  ) throws(SettingsProblems) -> (draft: Draft, places: [String: KeyPlace]) {
    var reading = SettingsReading(file: file, knownPaths: section.paths)
    var draft = defaults
    let insertions = overrides.compactMap { OverrideInsertion($0, &reading) }
    if var root = root(&reading) {
      for insertion in insertions { insertion.apply(to: &root, &reading) }
      // Whether the outermost level is complete does not matter here: what it lacks has been reported.
      _ = section.fill(&draft, from: root, at: .root, &reading)
      rules(draft, &reading)
    }
    guard reading.problems.isEmpty else { throw SettingsProblems(reading.problems) }
    return (draft, reading.places)
  }

  /// The node tree; nil after reporting why there is none.
  private func root(_ reading: inout SettingsReading) -> Node? {
    switch YAMLTree(text) {
    case .node(let node): return node
    case .empty:
      reading.report("the file is empty; expected \(kind.contents).", at: .root)
    case .repeatedKey(let line):
      reading.report("a mapping has the same key twice; expected each key once.", at: KeyPlace(key: "", line: line))
    case .malformed(let line, let problem):
      let message = problem.map { "the file is no YAML: \($0)." } ?? "the file is no YAML."
      reading.report(message, at: KeyPlace(key: "", line: line))
    }
    return nil
  }
}
