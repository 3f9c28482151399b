import Texts
import Yams

/// One of the mappings that may stand in the same place; its first key tells it from the others.
package struct SettingAlternative<Value> {
  /// What the other alternatives do not have.
  package let key: String
  /// The whole mapping.
  package let form: ValueForm<Value>

  /// - Parameters:
  ///   - defaults: what holds for keys that are not there.
  ///   - settings: the first names the alternative.
  ///   - transform: the value that all alternatives have in common.
  ///   - original: the way back; nil for a value of another alternative.
  package init<Root>(
    _ defaults: Root,
    _ settings: [Setting<Root>],
    _ transform: @escaping (Root) -> Value,
    from original: @escaping (Value) -> Root?
  ) {
    guard let first = settings.first else { preconditionFailure("An alternative has a key that names it.") }
    key = first.key
    form = ValueForm<Root>.section(defaults, settings).mapped(transform, from: original)
  }
}

extension ValueForm {
  /// A mapping of one kind out of several.
  ///
  /// - Parameter alternatives: no two with the same first key.
  package static func oneOf(_ alternatives: [SettingAlternative<Value>]) -> ValueForm {
    let names = alternatives.map(\.key)
    let listed = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    return ValueForm(
      expectation: "a mapping with \(listed)",
      schema: [.init("oneOf", .array(alternatives.map { .object($0.form.schema) }))],
      paths: alternatives.flatMap(\.form.paths).reduce(into: []) { paths, path in
        if !paths.contains(path) { paths.append(path) }
      },
      canonical: { value in alternatives.flatMap { $0.form.canonical(value) } },
      written: { value in alternatives.flatMap { $0.form.written(value) } },
      read: { node, place, reading in
        guard case .mapping(let mapping) = node else {
          reading.report("is \(NodeText.shown(node)); expected a mapping with \(listed).", at: place)
          return nil
        }
        let written = mapping.keys.compactMap { PlainValue($0).map { RepeatedKey.original($0.text) } }
        let chosen = alternatives.filter { written.contains($0.key) }
        if chosen.count == 1 { return chosen[0].form.read(node, place, &reading) }
        let both = chosen.map(\.key).joined(separator: " and ")
        let near = written.prefix(SettingsProblems.mostShown).lazy.compactMap {
          NearestName(candidates: names).match($0)
        }.first
        let hint = near.map { " Did you mean \($0)?" } ?? ""
        let complaint = chosen.isEmpty ? "has no key that names its kind" : "has \(both)"
        reading.report("\(complaint); expected one of \(listed).\(chosen.isEmpty ? hint : "")", at: place)
        return nil
      }
    )
  }

  /// A list of values of one form.
  ///
  /// - Parameters:
  ///   - item: the form of each.
  ///   - counts: how many there may be.
  ///   - json: a list as JSON; nil when a schema shows no default for it.
  package static func list<Element>(
    of item: ValueForm<Element>,
    _ counts: ClosedRange<Int>,
    json: @escaping ([Element]) -> SchemaNode? = { _ in nil }
  ) -> ValueForm where Value == [Element] {
    let expectation = "a list of \(counts.lowerBound) to \(counts.upperBound) items"
    return ValueForm(
      expectation: expectation,
      schema: [
        .init("type", .text("array")), .init("items", .object(item.schema)),
        .init("minItems", .number("\(counts.lowerBound)")), .init("maxItems", .number("\(counts.upperBound)")),
      ],
      json: json,
      ending: item.ending,
      canonical: { elements in Self.canonical(elements.map(item.canonical), item.ending) },
      written: { elements in Self.written(elements.map(item.written)) },
      read: { node, place, reading in
        guard case .sequence(let nodes) = node else {
          reading.report("is \(NodeText.shown(node)); expected \(expectation).", at: place)
          return nil
        }
        guard counts.contains(nodes.count) else {
          reading.report("has \(nodes.count) items; expected \(expectation).", at: place)
          return nil
        }
        var values: [Element] = []
        for (index, node) in nodes.enumerated() {
          if let value = item.read(node, place.item(index, line: node.mark?.line), &reading) { values.append(value) }
        }
        return values.count == nodes.count ? values : nil
      }
    )
  }

  /// Plain items are one value, a list; others each have their place.
  private static func written(_ items: [[WrittenValue]]) -> [WrittenValue] {
    let plain = items.compactMap { $0.count == 1 && $0[0].key.isEmpty ? $0[0].value : nil }
    guard plain.count < items.count else { return [WrittenValue("", .array(plain))] }
    return items.enumerated().flatMap { number, values in values.map { $0.within("[\(number)]") } }
  }

  /// Plain items stand in one line, with commas; of others their number, and each with its place.
  private static func canonical(_ items: [[CanonicalLine]], _ ending: KeyEnding) -> [CanonicalLine] {
    if items.allSatisfy({ $0.count == 1 && $0[0].name == ending.canonical }) {
      return [CanonicalLine(ending.canonical, items.map { $0[0].value }.joined(separator: ", "))]
    }
    return [CanonicalLine("", "\(items.count)")]
      + items.enumerated().flatMap { number, lines in lines.map { $0.within("[\(number)]") } }
  }
}
