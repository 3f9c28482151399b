import TextTable

/// A table as text.
struct TextGrid {
  private let table: Table

  init(_ table: Table) { self.table = table }

  /// The lines of the table, without trailing blanks; empty without rows.
  var text: String {
    let columns = table.columns
    let grid = TextTable<[Cell]> { cells in
      zip(columns, cells).map { column, cell in
        Column(title: column.title, value: cell.phrase.plain, align: column.alignment == .left ? .left : .right)
      }
    }
    let lines = (grid.string(for: table.rows) ?? "").split(separator: "\n")
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}
