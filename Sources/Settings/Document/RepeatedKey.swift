/// Marks keys that stand twice in one mapping. The YAML parser gives up at the first such mapping, and with it would go
/// every other problem of the file; it reads on when the names differ.
enum RepeatedKey {
  /// A letter for private use, which no settings file needs.
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
