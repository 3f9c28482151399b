extension Phrase {
  /// A blank at which no line is broken: between a number and its unit.
  static let joint = "\u{A0}"

  /// Two blanks for each step of depth.
  private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

  /// The words on as many lines as they need, indented; further lines are one step deeper than the first. What is
  /// code is never broken, nor is a line that fits.
  func broken(at width: Int, depth: Int) -> [Phrase] {
    let whole = Phrase("\(Self.indent(depth))\(self)")
    guard whole.plain.count > width, !spans.contains(where: { $0.tone == .code }) else { return [whole] }
    var lines: [Phrase] = []
    var (line, length) = (Phrase(Self.indent(depth)), 2 * depth)
    for (word, tone) in words {
      let isFirst = length == (lines.isEmpty ? 2 * depth : 2 * depth + 2)
      if !isFirst, length + word.count + 1 > width {
        lines.append(line)
        (line, length) = (Phrase("\(Self.indent(depth + 1))\(Phrase(word, tone))"), 2 * depth + 2 + word.count)
      } else {
        line = Phrase("\(line)\(isFirst ? "" : " ")\(Phrase(word, tone))")
        length += word.count + (isFirst ? 0 : 1)
      }
    }
    return lines + [line]
  }

  /// Each word with its tone; a word in several tones has that of its start.
  private var words: [(text: String, tone: Tone)] {
    var (words, isOpen): ([(text: String, tone: Tone)], Bool) = ([], false)
    for span in spans {
      for (index, part) in span.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { isOpen = false }
        guard !part.isEmpty else { continue }
        if isOpen { words[words.count - 1].text += part } else { words.append((String(part), span.tone)) }
        isOpen = true
      }
    }
    return words
  }
}
