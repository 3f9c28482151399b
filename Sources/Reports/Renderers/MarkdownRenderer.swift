/// Reports for pages that show Markdown (GitHub's). What would be taken for Markdown in the words themselves is escaped.
struct MarkdownRenderer {
  /// Whether the rules of tables have no blanks, for pages that may only have so many bytes.
  var isDense = false

  func text(_ content: ReportContent) -> String {
    content.paragraphs.flatMap(\.blocks).map(text).joined(separator: "\n\n") + "\n"
  }

  private func text(_ block: Block) -> String {
    switch block {
    case .heading(let phrase, let level): String(repeating: "#", count: level) + " " + Self.text(phrase)
    case .lines(let lines): Self.text(lines)
    case .list(let items): items.flatMap { Self.lines($0, depth: 0) }.joined(separator: "\n")
    case .table(let table): text(table)
    case .chart(.window(let window, let axes)): Self.fenced(WindowChart(window, axes).text)
    case .chart(.refusals(let series, let axes)): Self.fenced(RefusalChart(series, axes).text)
    }
  }

  /// Lines that belong to others become a list; those that do not end in a break.
  private static func text(_ lines: [Line]) -> String {
    guard lines.contains(where: { $0.depth > 0 }) else {
      return lines.map { text($0.phrase) }.joined(separator: "  \n")
    }
    return lines.map { String(repeating: "  ", count: $0.depth) + "- " + text($0.phrase) }.joined(separator: "\n")
  }

  private static func lines(_ item: ListItem, depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    return [indent + "- " + text(item.phrase)] + item.sentences.map { indent + "  " + text($0) }
      + item.items.flatMap { lines($0, depth: depth + 1) }
  }

  // MARK: Tables and charts

  private func text(_ table: Table) -> String {
    let rules = table.columns.map { $0.alignment == .left ? "---" : "---:" }
    let rule = isDense ? "|" + rules.joined(separator: "|") + "|" : Self.row(rules)
    let rows = table.rows.map { cells in Self.row(cells.map { Self.text($0.phrase, inTable: true) }) }
    return ([Self.row(table.columns.map { Self.escaped($0.title) }), rule] + rows).joined(separator: "\n")
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  private static func fenced(_ text: String) -> String { "```text\n" + text + "\n```" }

  // MARK: Words

  private static func text(_ phrase: Phrase, inTable: Bool = false) -> String {
    phrase.spans.map { span in
      switch span.tone {
      case .plain, .good: escaped(span.text)
      case .bad, .strong: "**\(escaped(span.text))**"
      // Not even in code may a table have a bar.
      case .code: inTable ? code(span.text).replacing("|", with: "\\|") : code(span.text)
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.replacing(Phrase.joint, with: " ") {
      if "\\|*_`<>[]".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  /// On one line, and without what would end it.
  private static func code(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "`" + line.replacing("`", with: "'") + "`"
  }
}
