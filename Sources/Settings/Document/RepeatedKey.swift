/// Marks keys that stand twice in one mapping. The YAML parser gives up at the first such mapping, and with it would go
/// every other problem of the file; it reads on when the names differ.
struct RepeatedKey {
  /// Letters for private use, which no settings file needs: the first begins a mark, the others are its digits.
  private static let letters: ClosedRange<Unicode.Scalar> = "\u{E0F0}"..."\u{E100}"

  /// How many keys were marked: no two marks are alike.
  private var count: UInt32 = 0

  static func original(_ key: String) -> String {
    guard let first = key.unicodeScalars.first, letters.contains(first) else { return key }
    return String(String.UnicodeScalarView(key.unicodeScalars.drop(while: letters.contains)))
  }

  /// The text with keys of one mapping renamed: the one at a place, or those after the first that have one of the names;
  /// nil when no word stands at the place.
  ///
  /// - Parameters:
  ///   - names: those that stand twice in the mapping.
  ///   - line: from 1.
  ///   - column: from 1, in Unicode scalars.
  /// - Complexity: O(n), however many keys are renamed.
  mutating func marked(_ text: String, names: Set<String>, line: Int, column: Int) -> String? {
    let mapping = MappingText(text)
    guard let place = mapping.place(line: line, column: column), !mapping.isNested(at: place) else { return nil }
    var (first, again): ([String: Int], [Int]) = ([:], [])
    for key in mapping.keys(around: place) where names.contains(key.name) {
      if first.updateValue(key.place, forKey: key.name) != nil { again.append(key.place) }
    }
    // What cannot be found by looking at the letters, such as a key with escapes, goes one by one.
    if again.isEmpty { again = [mapping.isQuote(at: place) ? place + 1 : place] }
    return letters(mapping.scalars, markedAt: again.sorted())
  }

  private mutating func letters(_ scalars: [Unicode.Scalar], markedAt places: [Int]) -> String {
    var (text, next) = (String.UnicodeScalarView(), 0)
    for place in places {
      text.append(contentsOf: scalars[next..<place])
      text.append(contentsOf: mark())
      next = place
    }
    text.append(contentsOf: scalars[next...])
    return String(text)
  }

  /// The number of the mark in sixteen digits' letters.
  private mutating func mark() -> [Unicode.Scalar] {
    count += 1
    let digits = String(count, radix: 16).compactMap(\.hexDigitValue)
    return [Self.letters.lowerBound]
      + digits.compactMap { Unicode.Scalar(Self.letters.lowerBound.value + 1 + UInt32($0)) }
  }
}
