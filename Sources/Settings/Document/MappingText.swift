/// The letters of a YAML text, and where in them the keys of a mapping probably stand. It need not be right everywhere:
/// a text with a key given twice is refused anyway, and is read on only for what else is wrong with it.
struct MappingText {
  /// A key that is one word or one quoted text on one line.
  struct Key {
    let name: String
    /// Of its first letter, behind a quote.
    let place: Int
  }

  let scalars: [Unicode.Scalar]
  /// Where each line begins.
  private let lines: [Int]

  /// What ends a line in YAML 1.1.
  private static let breaks: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var lines = [0]
    for (index, scalar) in scalars.enumerated() where Self.breaks.contains(scalar) {
      let isBeforeLineFeed = scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      if !isBeforeLineFeed { lines.append(index + 1) }
    }
    self.lines = lines
  }

  /// - Parameters:
  ///   - line: from 1.
  ///   - column: from 1.
  func place(line: Int, column: Int) -> Int? {
    guard lines.indices.contains(line - 1), column >= 1 else { return nil }
    let place = lines[line - 1] + column - 1
    return place < scalars.count ? place : nil
  }

  /// Whether a mapping, a list, an anchor, an alias or a tag begins there: not a word that could be renamed.
  func isNested(at place: Int) -> Bool { ["{", "[", "&", "*", "!"].contains(scalars[place]) }

  func isQuote(at place: Int) -> Bool { scalars[place] == "\"" || scalars[place] == "'" }

  /// The keys of the mapping of which one stands at a place, in their order.
  func keys(around place: Int) -> [Key] {
    let line = (lines.partitioningIndex { $0 > place }) - 1
    return isBlockKey(at: place, inLine: line) ? blockKeys(line, column: place - lines[line]) : flowKeys(from: place)
  }

  // MARK: A key a line

  /// Whether nothing but the dashes of lists stands before it.
  private func isBlockKey(at place: Int, inLine line: Int) -> Bool {
    place < scalars.count && scalars[lines[line]..<place].allSatisfy { " -?".unicodeScalars.contains($0) }
  }

  /// The keys that begin in a column, up and down to where a line begins before it.
  private func blockKeys(_ line: Int, column: Int) -> [Key] {
    var keys: [Key] = []
    var first = line
    // A mapping that begins behind the dash of a list has nothing above.
    while first > 0, indentation(first) ?? column >= column { first -= 1 }
    for number in first..<lines.count {
      let indentation = indentation(number) ?? .max
      if number > line, indentation < column { break }
      let place = lines[number] + column
      guard indentation <= column, isBlockKey(at: place, inLine: number), let key = key(at: place, isFlow: false) else {
        continue
      }
      keys.append(key)
    }
    return keys
  }

  /// nil for a line of nothing but blanks and a remark.
  private func indentation(_ line: Int) -> Int? {
    let end = line + 1 < lines.count ? lines[line + 1] : scalars.count
    guard let start = (lines[line]..<end).first(where: { scalars[$0] != " " }) else { return nil }
    return Self.breaks.contains(scalars[start]) || scalars[start] == "#" ? nil : start - lines[line]
  }

  // MARK: Keys between commas

  /// The keys from a place on, up to the brace that ends the mapping.
  private func flowKeys(from place: Int) -> [Key] {
    var (keys, index, depth, isKeyNext, isTokenNext) = ([Key](), place, 0, true, true)
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar != " ", !Self.breaks.contains(scalar) {
        if isKeyNext, let key = key(at: index, isFlow: true) { keys.append(key) }
        isKeyNext = false
        if isTokenNext, isQuote(at: index) { index = endOfQuote(index) }
        switch scalar {
        case "{", "[": depth += 1
        case "}", "]": depth -= 1
        case ",": isKeyNext = depth == 0
        default: break
        }
        guard depth >= 0 else { return keys }
        isTokenNext = ["{", "[", ",", ":"].contains(scalar)
      }
      index += 1
    }
    return keys
  }

  // MARK: One key

  private func key(at place: Int, isFlow: Bool) -> Key? {
    guard place < scalars.count else { return nil }
    if isQuote(at: place) {
      let end = endOfQuote(place)
      guard end > place, end < scalars.count else { return nil }
      return Key(name: text(place + 1..<end), place: place + 1)
    }
    var end = place
    while end < scalars.count, !Self.breaks.contains(scalars[end]) {
      let next = end + 1 < scalars.count ? scalars[end + 1] : " "
      if scalars[end] == ":", next == " " || Self.breaks.contains(next) { break }
      if isFlow, [",", "{", "}", "[", "]"].contains(scalars[end]) { break }
      end += 1
    }
    let name = text(place..<end)
    return name.isEmpty ? nil : Key(name: name, place: place)
  }

  /// Where the quote that begins at a place ends; the last letter when it does not.
  private func endOfQuote(_ start: Int) -> Int {
    var index = start + 1
    while index < scalars.count, scalars[index] != scalars[start] {
      index += scalars[start] == "\"" && scalars[index] == "\\" ? 2 : 1
    }
    return min(index, scalars.count - 1)
  }

  private func text(_ range: Range<Int>) -> String {
    var letters = scalars[range]
    while letters.last == " " { letters.removeLast() }
    return String(String.UnicodeScalarView(letters))
  }
}

extension [Int] {
  /// The first index whose element has a property that all after it have, too.
  fileprivate func partitioningIndex(where hasProperty: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if hasProperty(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
