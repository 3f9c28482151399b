import Yams

/// The entries of a mapping in a scenario file, each name once.
struct MappingEntries {
  struct Entry {
    let name: String
    let line: Int?
    let value: Node
  }

  /// In the order of the file; of a name that is given twice the first.
  let all: [Entry]

  /// Nil after reporting that the node is no mapping; names that are given again or are no text are reported, too.
  init?(_ node: Node, at place: KeyPlace, _ reading: inout ScenarioReading) {
    guard case .mapping(let mapping) = node else {
      reading.report("is \(NodeText.shown(node)); expected a mapping.", at: place)
      return nil
    }
    var entries: [Entry] = []
    for (key, value) in mapping {
      guard let text = PlainValue(key)?.text else {
        reading.report(
          "has \(NodeText.shown(key)) as a key; expected a word.",
          at: place.child("", line: key.mark?.line)
        )
        continue
      }
      let entry = Entry(name: RepeatedKey.original(text), line: key.mark?.line, value: value)
      guard let first = entries.first(where: { $0.name == entry.name }) else {
        entries.append(entry)
        continue
      }
      let before = first.line.map { "line \($0)" } ?? "an earlier line"
      reading.report("is given again; it stands in \(before) already.", at: place.child(entry.name, line: entry.line))
    }
    all = entries
  }
}

/// Marks keys that stand twice in one mapping. The YAML parser gives up at the first such mapping, and with it would go
/// every other problem of the file; it reads on when the names differ.
enum RepeatedKey {
  /// A letter for private use, which no scenario file needs.
  private static let mark: Character = "\u{E0F1}"

  /// What ends a line in YAML 1.1.
  private static let breaks: [Unicode.Scalar] = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

  static func original(_ key: String) -> String { String(key.drop { $0 == mark }) }

  /// The text with the key at a place renamed; nil when no word stands there.
  ///
  /// - Parameters:
  ///   - line: from 1.
  ///   - column: from 1, in Unicode scalars.
  static func marked(_ text: String, line: Int, column: Int) -> String? {
    var scalars = text.unicodeScalars
    guard var index = start(ofLine: line, in: scalars),
      scalars.formIndex(&index, offsetBy: column - 1, limitedBy: scalars.endIndex), index < scalars.endIndex
    else { return nil }
    // A mapping, a list, an anchor, an alias or a tag: not a word that could be renamed.
    guard !["{", "[", "&", "*", "!"].contains(scalars[index]) else { return nil }
    if scalars[index] == "\"" || scalars[index] == "'" { scalars.formIndex(after: &index) }
    scalars.insert(contentsOf: String(mark).unicodeScalars, at: index)
    return String(scalars)
  }

  private static func start(ofLine line: Int, in scalars: String.UnicodeScalarView) -> String.Index? {
    var (index, current) = (scalars.startIndex, 1)
    while current < line {
      guard index < scalars.endIndex else { return nil }
      let scalar = scalars[index]
      scalars.formIndex(after: &index)
      let isBeforeLineFeed = scalar == "\r" && index < scalars.endIndex && scalars[index] == "\n"
      if breaks.contains(scalar), !isBeforeLineFeed { current += 1 }
    }
    return index
  }
}
