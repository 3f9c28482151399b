/// Reports for terminals and for files that are read as they are.
struct TextRenderer {
  private let style: TerminalStyle
  /// Letters of a line. Commands may be longer, for they are to be copied.
  private let width: Int

  init(_ style: TerminalStyle, width: Int = .max) {
    self.style = style
    self.width = width
  }

  func text(_ content: ReportContent) -> String {
    content.paragraphs.map { $0.blocks.map(text).joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func text(_ block: Block) -> String {
    switch block {
    case .heading(let phrase, _):
      phrase.broken(at: width, depth: 0).map { style.heading($0.plain.replacing(Phrase.joint, with: " ")) }.joined(
        separator: "\n"
      )
    case .lines(let lines): lines.flatMap(self.lines).joined(separator: "\n")
    case .list(let items): items.flatMap { lines($0, depth: 0) }.joined(separator: "\n")
    case .table(let table): TextGrid(table, width: width).text
    case .chart(.window(let window, let axes)): WindowChart(window, axes).text
    case .chart(.refusals(let series, let axes)): RefusalChart(series, axes).text
    }
  }

  private func lines(_ item: ListItem, depth: Int) -> [String] {
    lines("- \(item.phrase)", depth: depth) + item.sentences.flatMap { lines($0, depth: depth + 1) }
      + item.items.flatMap { lines($0, depth: depth + 1) }
  }

  private func lines(_ line: Line) -> [String] {
    line.isFixed ? [text(line.phrase)] : lines(line.phrase, depth: line.depth)
  }

  private func lines(_ phrase: Phrase, depth: Int) -> [String] {
    phrase.broken(at: width, depth: depth).map(text)
  }

  private func text(_ phrase: Phrase) -> String {
    phrase.spans.map { span in
      switch span.tone {
      case .good: style.good(span.text)
      case .bad: style.bad(span.text)
      case .plain, .strong, .code: span.text
      }
    }.joined().replacing(Phrase.joint, with: " ")
  }
}

extension ReportContent {
  /// Text, with colours where there may be some, in lines as long as they get unless a width is given.
  package func text(_ style: TerminalStyle, width: Int = .max) -> String {
    TextRenderer(style, width: width).text(self)
  }
}
