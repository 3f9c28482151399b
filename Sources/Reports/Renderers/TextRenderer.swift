/// Reports for terminals and for files that are read as they are.
struct TextRenderer {
  /// Prose is broken at so many letters.
  private static let proseWidth = 100

  private let style: TerminalStyle

  init(_ style: TerminalStyle) { self.style = style }

  func text(_ content: ReportContent) -> String {
    content.paragraphs.map { $0.blocks.map(text).joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func text(_ block: Block) -> String {
    switch block {
    case .heading(let phrase, _): style.heading(phrase.plain)
    case .lines(let lines): lines.map(text).joined(separator: "\n")
    case .list(let items): items.flatMap { lines($0, depth: 0) }.joined(separator: "\n")
    case .table(let table): TextGrid(table).text
    case .chart(.window(let window)): WindowChart(window).text
    case .chart(.refusals(let series)): RefusalChart(series).text
    }
  }

  private func text(_ line: Line) -> String {
    line.isProse
      ? Self.broken(line.phrase.plain, depth: line.depth)
      : String(repeating: "  ", count: line.depth) + text(line.phrase)
  }

  private func lines(_ item: ListItem, depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    return [indent + "- " + text(item.phrase)] + item.sentences.map { indent + "  " + text($0) }
      + item.items.flatMap { lines($0, depth: depth + 1) }
  }

  private func text(_ phrase: Phrase) -> String {
    phrase.spans.map { span in
      switch span.tone {
      case .good: style.good(span.text)
      case .bad: style.bad(span.text)
      case .plain, .strong, .code: span.text
      }
    }.joined()
  }

  /// Further lines are one step deeper than the first.
  private static func broken(_ text: String, depth: Int) -> String {
    var lines: [String] = []
    var (line, isEmpty) = (String(repeating: "  ", count: depth), true)
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > proseWidth {
        lines.append(line)
        (line, isEmpty) = (String(repeating: "  ", count: depth + 1), true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).joined(separator: "\n")
  }
}

extension ReportContent {
  /// Text, with colours where there may be some.
  package func text(_ style: TerminalStyle) -> String { TextRenderer(style).text(self) }
}
