import Results

/// What designs go by where there is little room: their own names, or letters.
struct DesignNames: Hashable, Sendable {
  /// A column of numbers is hardly ever wider, and a name beside a line of blocks had better not be wider.
  private static let (column, longest) = (9, 18)
  /// Longer titles are broken.
  static let longestTitle = 40

  /// In the designs' order.
  let short: [String]
  /// The same as titles of columns: with blanks before them, so that columns do not stand too close.
  let columns: [String]
  /// Whose letters they are; nil where the names are their own.
  let legend: Phrase?

  /// - Parameters:
  ///   - titles: of the rows beside which they head columns.
  ///   - width: letters of a line.
  init(_ names: [String], titles: [String], width: Int) {
    let widest = titles.map { min($0.count, Self.longestTitle) }.max() ?? 0
    let needed = names.reduce(widest) { $0 + 1 + max(Self.column, $1.count) }
    let isTooWide = needed > width || names.contains { $0.count > Self.longest }
    guard isTooWide, names.count > 1 else {
      (short, columns, legend) = (names, names.map(Self.wide), nil)
      return
    }
    short = names.indices.map(Self.letter)
    let isRoomy = names.count * (Self.column + 1) + widest <= width
    columns = isRoomy ? short.map(Self.wide) : short
    legend = Phrase(zip(short, names).map { "\($0) = \($1)" }.joined(separator: ", "))
  }

  private static func wide(_ name: String) -> String {
    String(repeating: " ", count: max(0, column - name.count)) + name
  }

  /// A to Z, then A2, ...
  private static func letter(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
    return index < 26 ? letter : letter + String(index / 26 + 1)
  }
}
