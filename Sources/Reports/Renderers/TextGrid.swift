import TextTable

/// A table as text that fits a width: its widest columns are broken into lines first, and what is too wide even so
/// stands in several tables below each other.
struct TextGrid {
  private static let gap = 1

  private let table: Table
  private let width: Int

  init(_ table: Table, width: Int) {
    self.table = table
    self.width = width
  }

  /// The lines of the table, without trailing blanks; empty without rows.
  var text: String {
    let keys = Array(table.columns.indices.prefix(table.keys))
    var (texts, rest) = ([String](), Array(table.columns.indices.dropFirst(table.keys)))
    repeat {
      var columns = keys
      while let next = rest.first, columns.count == keys.count || isWideEnough(for: columns + [next]) {
        columns.append(next)
        rest.removeFirst()
      }
      texts.append(text(of: columns))
    } while !rest.isEmpty
    return texts.joined(separator: "\n\n")
  }

  private func isWideEnough(for columns: [Int]) -> Bool { Self.total(columns.map(least)) <= width }

  private static func total(_ widths: [Int]) -> Int { widths.reduce(0, +) + gap * (widths.count - 1) }

  // MARK: Widths

  /// That of what cannot be broken.
  private func least(_ column: Int) -> Int {
    table.rows.reduce(table.columns[column].title.count) { widest, row in
      max(widest, row[column].words.map(\.count).max() ?? 0)
    }
  }

  private func natural(_ column: Int) -> Int {
    table.rows.reduce(table.columns[column].title.count) { max($0, $1[column].phrase.plain.count) }
  }

  /// The columns' widths: as they are, less what the widest of them must give.
  private func widths(_ columns: [Int]) -> [Int] {
    var widths = columns.map(natural)
    let leasts = columns.map(least)
    while Self.total(widths) > width {
      let broad = widths.indices.filter { widths[$0] > leasts[$0] }.max { (widths[$0], $1) < (widths[$1], $0) }
      guard let broad else { break }
      widths[broad] -= 1
    }
    return widths
  }

  // MARK: Lines

  private func text(of columns: [Int]) -> String {
    let widths = widths(columns)
    let grid = TextTable<[String]> { line in
      zip(columns, line).map { column, text in
        Column(
          title: table.columns[column].title,
          value: text,
          align: table.columns[column].alignment == .left ? .left : .right
        )
      }
    }
    let rows = table.rows.flatMap { row in Self.lines(zip(columns, widths).map { row[$0].lines(at: $1) }) }
    let lines = ((table.isRuled ? grid.string(for: rows) : grid.string(for: rows, style: Style.plain)) ?? "").split(
      separator: "\n"
    )
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }

  /// A row of the grid for each line of a row of the table.
  private static func lines(_ cells: [[String]]) -> [[String]] {
    (0..<(cells.map(\.count).max() ?? 0)).map { line in
      cells.map { line < $0.count ? $0[line] : "" }
    }
  }
}

extension Cell {
  /// What is not broken: of a number that with its unit, and what stands in brackets behind it.
  fileprivate var words: [String] {
    let text = phrase.plain
    switch self {
    case .text: return text.split(separator: " ").flatMap(Self.parts)
    case .count, .number:
      let parts = text.split(separator: " (")
      return parts.enumerated().map { $0 == 0 ? String($1) : "(" + $1 }
    }
  }

  /// A word that is long for a column is broken behind its commas.
  private static func parts(_ word: Substring) -> [String] {
    guard word.count > DesignNames.longestTitle else { return [String(word)] }
    let parts = word.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return parts.enumerated().map { $0 < parts.count - 1 ? $1 + "," : $1 }
  }

  fileprivate func lines(at width: Int) -> [String] {
    let text = phrase.plain
    guard text.count > width else { return [text] }
    return words.reduce(into: []) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
  }
}
