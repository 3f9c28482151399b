import TextTable

/// A table of texts: the first column to the left, the others to the right.
struct Grid {
  private let titles: [String]
  private var rows: [[String]] = []

  init(_ titles: [String]) { self.titles = titles }

  mutating func add(_ cells: [String]) {
    precondition(cells.count == titles.count, "\(cells.count) cells in a table of \(titles.count) columns")
    rows.append(cells)
  }

  /// The lines of the table, without trailing blanks.
  var text: String {
    let titles = titles
    let table = TextTable<[String]> { cells in
      zip(titles, cells).enumerated().map { index, column in
        Column(title: column.0, value: column.1, align: index == 0 ? .left : .right)
      }
    }
    let lines = (table.string(for: rows) ?? "").split(separator: "\n")
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}
