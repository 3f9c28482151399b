import Yams

/// The entries of a mapping in a settings file, each name once.
struct MappingEntries {
  struct Entry {
    let name: String
    let place: KeyPlace
    let value: Node
  }

  /// In the order of the file; of a name that is given twice the first.
  let all: [Entry]

  /// Nil after reporting that the node is no mapping; names that are given again or are no text are reported, too.
  init?(_ node: Node, at place: KeyPlace, _ reading: inout SettingsReading) {
    guard case .mapping(let mapping) = node else {
      reading.report("is \(NodeText.shown(node)); expected a mapping.", at: place)
      return nil
    }
    var (entries, firsts): ([Entry], [String: Int]) = ([], [:])
    for (key, value) in mapping {
      guard let text = PlainValue(key)?.text else {
        reading.report(
          "has \(NodeText.shown(key)) as a key; expected a word.",
          at: place.child("", line: key.mark?.line)
        )
        continue
      }
      let name = RepeatedKey.original(text)
      let entry = Entry(name: name, place: place.child(name, line: key.mark?.line), value: value)
      guard let first = firsts[name] else {
        firsts[name] = entries.count
        entries.append(entry)
        continue
      }
      let before = entries[first].place.line.map { "it stands in line \($0) already" } ?? "expected each key once"
      reading.report("is given again; \(before).", at: entry.place)
    }
    all = entries
  }
}
