/// Rows of cells under titles.
struct Table: Hashable, Sendable {
  enum Alignment: Hashable, Sendable {
    case left, right
  }

  struct Column: Hashable, Sendable {
    let title: String
    let alignment: Alignment
  }

  let columns: [Column]
  /// How many of the first columns say what a row is about: they stand again wherever the others are broken off.
  var keys = 1
  /// Whether a rule stands below the titles.
  var isRuled = true
  private(set) var rows: [[Cell]] = []

  /// Names to the left in the first column, numbers to the right in the others.
  init(_ titles: [String]) {
    columns = titles.enumerated().map { Column(title: $1, alignment: $0 == 0 ? .left : .right) }
  }

  /// All columns to the left.
  init(texts titles: [String]) { columns = titles.map { Column(title: $0, alignment: .left) } }

  mutating func add(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "\(cells.count) cells in a table of \(columns.count) columns")
    rows.append(cells)
  }
}

/// What stands in one place of a table.
enum Cell: Hashable, Sendable, ExpressibleByStringInterpolation {
  case text(Phrase)
  case count(Int)
  /// A number, nil where there is none, and the words in which readers see it.
  case number(Double?, shown: String)

  init(stringLiteral text: String) { self = .text(Phrase(text)) }

  init(stringInterpolation: Phrase.StringInterpolation) {
    self = .text(Phrase(stringInterpolation: stringInterpolation))
  }

  static func text(_ text: String) -> Cell { .text(Phrase(text)) }

  /// A dash where there is nothing to count.
  static func count(_ number: Int?) -> Cell { number.map { .count($0) } ?? "-" }

  var phrase: Phrase {
    switch self {
    case .text(let phrase): phrase
    case .count(let number): Phrase(String(number))
    case .number(_, let shown): Phrase(shown)
    }
  }
}
