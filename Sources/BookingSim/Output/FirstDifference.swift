/// The first line in which a written text is not what it should be.
struct FirstDifference: CustomStringConvertible {
  /// From 1.
  let line: Int
  /// Nil when the written text has ended before.
  let written: String?
  /// Nil when it should have ended.
  let expected: String?

  /// Longer lines are cut around the difference.
  private static let mostLetters = 100

  /// Nil when the texts are equal.
  init?(_ written: String, _ expected: String) {
    guard written != expected else { return nil }
    let left = written.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let right = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let same = zip(left, right).prefix { $0 == $1 }.count
    line = same + 1
    self.written = same < left.count ? left[same] : nil
    self.expected = same < right.count ? right[same] : nil
  }

  /// `12: has "a", expected "b".`
  var description: String {
    "\(line): is stale\n  written:  \(Self.shown(written, besides: expected))\n  measured: \(Self.shown(expected, besides: written))"
  }

  private static func shown(_ text: String?, besides other: String?) -> String {
    guard let text else { return "(the end)" }
    let same = zip(text, other ?? "").prefix { $0 == $1 }.count
    let start = max(0, min(same - mostLetters / 2, text.count - mostLetters))
    let cut = text.dropFirst(start).prefix(mostLetters)
    return (start > 0 ? "..." : "") + cut + (start + cut.count < text.count ? "..." : "")
  }
}
