import Yams

extension ValueForm {
  /// A mapping whose keys are the writer's own: which there are, no format says.
  ///
  /// - Parameters:
  ///   - expectation: ends the sentence "expected ...".
  ///   - schema: the keywords of a JSON Schema for what stands behind any key.
  ///   - objection: what is wrong with a key, as it goes on from it; nil when nothing is. What stands behind a wrong key
  ///     is not looked at.
  ///   - form: what may stand behind a right key.
  package static func ownKeys<Element>(
    expectation: String,
    schema: [SchemaNode.Member],
    objection: @escaping (String) -> String?,
    _ form: @escaping (String) -> ValueForm<Element>
  ) -> ValueForm where Value == [Element] {
    ValueForm(
      expectation: expectation,
      schema: [.init("type", .text("object")), .init("additionalProperties", .object(schema))],
      // A mapping of own keys decides nothing in any format of today.
      canonical: { _ in [] },
      read: { node, place, reading in
        guard let entries = MappingEntries(node, at: place, &reading) else { return nil }
        var values: [Element] = []
        for entry in entries.all {
          if let message = objection(entry.name) {
            reading.report(message, at: entry.place)
          } else if let value = form(entry.name).read(entry.value, entry.place, &reading) {
            values.append(value)
          }
        }
        return values.count == entries.all.count ? values : nil
      }
    )
  }

  /// One value, or a list of them.
  ///
  /// - Parameters:
  ///   - item: the form of each.
  ///   - counts: how many there may be in a list.
  package static func oneOrMore<Element>(
    of item: ValueForm<Element>,
    _ counts: ClosedRange<Int>
  ) -> ValueForm where Value == [Element] {
    let list = ValueForm.list(of: item, counts)
    return ValueForm(
      expectation: "\(item.expectation) or \(list.expectation)",
      schema: [.init("oneOf", .array([.object(item.schema), .object(list.schema)]))],
      canonical: list.canonical,
      read: { node, place, reading in
        if case .sequence = node { return list.read(node, place, &reading) }
        return item.read(node, place, &reading).map { [$0] }
      }
    )
  }
}
