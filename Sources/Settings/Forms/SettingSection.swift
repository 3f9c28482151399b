import Texts
import Yams

/// A mapping of a settings file: the keys it may have. Every key is looked at, known or not, and every problem told.
package struct SettingSection<Root> {
  /// In the order of the format.
  package let settings: [Setting<Root>]

  /// - Parameter settings: each key once, in the order of the format.
  package init(_ settings: [Setting<Root>]) { self.settings = settings }

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

  private func complaint(about name: String, at place: KeyPlace, _ reading: SettingsReading) -> String {
    // To look for a likely name takes longer than all else, and among so many problems it is not shown.
    guard reading.problems.count < SettingsProblems.mostShown else { return "is not a known key." }
    let known = settings.map(\.key)
    if let meant = LookAlike.meant(name), let remark = LookAlike.remark(name) {
      let near = known.contains(meant) ? meant : NearestName(candidates: known).match(meant)
      return "is not a known key: \(remark).\(near.map { " Did you mean \($0)?" } ?? "")"
    }
    if let near = NearestName(candidates: known).match(name) { return "is not a known key. Did you mean \(near)?" }
    if let home = reading.onlyHome(of: name), home != place.key {
      return "is not a known key here; it belongs in \(home)."
    }
    return "is not a known key; known here are \(known.joined(separator: ", "))."
  }
}

extension ValueForm {
  /// A mapping.
  ///
  /// - Parameters:
  ///   - defaults: what holds for keys that are not there.
  ///   - settings: the keys that it may have.
  package static func section(_ defaults: Value, _ settings: [Setting<Value>]) -> ValueForm {
    let section = SettingSection(settings)
    return ValueForm(
      expectation: "a mapping",
      schema: section.schema(defaults),
      paths: section.paths,
      read: { node, place, reading in
        var value = defaults
        return section.fill(&value, from: node, at: place, &reading) ? value : nil
      }
    )
  }
}
