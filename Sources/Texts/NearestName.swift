/// Finds the name that a mistyped one was probably meant to be.
package struct NearestName: Hashable, Sendable {
  /// The names that there are, in any order.
  package let candidates: [String]

  /// See the property.
  package init(candidates: [String]) { self.candidates = candidates }

  /// The candidate that the fewest single-letter edits (insert, delete, replace, swap neighbours) lead to, if they are
  /// at most three and a third of the letters, rounded up; of equally near ones the first in the alphabet. Nil when
  /// none is that near, and for names longer than 64 bytes.
  package func match(_ name: String) -> String? {
    // Longer names are no slips of the finger, and the search would take time.
    guard name.utf8.count <= 64 else { return nil }
    let letters = Array(name.lowercased().unicodeScalars)
    // Three: with more, names that only share their unit would count as near.
    let most = min(3, (letters.count + 2) / 3)
    return candidates.sorted()
      .map { (name: $0, edits: Self.edits(letters, Array($0.unicodeScalars))) }
      .filter { $0.edits <= most }
      .min { $0.edits < $1.edits }?.name
  }

  /// The optimal string alignment distance.
  private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
