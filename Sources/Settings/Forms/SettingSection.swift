import Texts
import Yams

/// A mapping of a settings file: the keys it may have. Every key is looked at, known or not, and every problem told.
package struct SettingSection<Root> {
  /// In the order of the format.
  package let settings: [Setting<Root>]
  /// What several keys come to together, for the canonical text.
  private let resolved: (Root) -> [CanonicalLine]

  /// - Parameters:
  ///   - settings: each key once, in the order of the format.
  ///   - resolved: what keys whose canonical form is `resolved` come to, one line each, by name.
  package init(_ settings: [Setting<Root>], resolved: @escaping (Root) -> [CanonicalLine] = { _ in [] }) {
    self.settings = settings
    self.resolved = resolved
  }

  /// Every value that decides something, one a line, sorted by name: the same for files that say the same, whether by
  /// default or written out.
  package func canonicalText(_ root: Root) -> String {
    canonical(root).map { "\($0.name) = \($0.value)\n" }.sorted().joined()
  }

  func canonical(_ root: Root) -> [CanonicalLine] { settings.flatMap { $0.canonical(root) } + resolved(root) }

  /// Every key within the mapping with the value that `root` has, in the order of the format: of a file all that it says,
  /// and all that it might have said.
  package func written(_ root: Root) -> [WrittenValue] { settings.flatMap { $0.written(root) } }

  /// Every key within the mapping, with the keys between, such as `arrivals.users`; in the order of the format.
  package var paths: [String] { settings.flatMap(\.paths) }

  /// The keywords of a JSON Schema: the keys with the defaults that `root` has, and no others.
  package func schema(_ root: Root) -> [SchemaNode.Member] {
    let required = settings.filter(\.isRequired).map { SchemaNode.text($0.key) }
    return [
      .init("type", .text("object")),
      .init("properties", .object(settings.map { .init($0.key, $0.schema(root)) })),
    ] + (required.isEmpty ? [] : [.init("required", .array(required))]) + [
      .init("additionalProperties", .flag(false))
    ]
  }

  /// Takes over what the mapping has.
  ///
  /// - Returns: whether each required key is there and right.
  func fill(_ root: inout Root, from node: Node, at place: KeyPlace, _ reading: inout SettingsReading) -> Bool {
    guard let entries = MappingEntries(node, at: place, &reading) else { return false }
    var isComplete = true
    for entry in entries.all {
      guard let setting = settings.first(where: { $0.key == entry.name }) else {
        reading.report(complaint(about: entry.name, at: place, reading), at: entry.place)
        continue
      }
      reading.note(entry.place)
      let isRead = setting.read(entry.value, entry.place, &root, &reading)
      if !isRead, setting.isRequired { isComplete = false }
    }
    for setting in settings where setting.isRequired && !entries.all.contains(where: { $0.name == setting.key }) {
      reading.report("is missing; expected \(setting.expectation).", at: place.missing(setting.key))
      isComplete = false
    }
    return isComplete
  }
}

extension ValueForm {
  /// A mapping.
  ///
  /// - Parameters:
  ///   - defaults: what holds for keys that are not there.
  ///   - settings: the keys that it may have.
  ///   - resolved: what several of them come to together, for the canonical text.
  package static func section(
    _ defaults: Value,
    _ settings: [Setting<Value>],
    resolved: @escaping (Value) -> [CanonicalLine] = { _ in [] }
  ) -> ValueForm {
    let section = SettingSection(settings, resolved: resolved)
    return ValueForm(
      expectation: "a mapping",
      schema: section.schema(defaults),
      paths: section.paths,
      // A mapping without keys decides something by being there.
      canonical: { value in
        settings.isEmpty ? [CanonicalLine("", "{}")] : section.canonical(value).map { $0.within(".") }
      },
      written: { value in settings.isEmpty ? [WrittenValue("", .object([]))] : section.written(value) },
      read: { node, place, reading in
        var value = defaults
        return section.fill(&value, from: node, at: place, &reading) ? value : nil
      }
    )
  }
}
