/// Numbers in their order, of which equal neighbours are kept once, with how far they go.
///
/// A rolling window is empty for hours of a night and full for others: kept so, its series takes what its changes take, and
/// not what virtual time takes, which costs nothing to let pass. Written and read as the plain list.
package struct RunLengths: RandomAccessCollection, Hashable, Sendable {
  private struct Run: Hashable, Sendable {
    let value: Int
    /// The first position behind it.
    var end: Int
  }

  /// Neighbours differ, and none is empty: equal lists have equal runs.
  private var runs: [Run] = []

  package init() {}

  package init(_ values: some Sequence<Int>) {
    for value in values { append(value) }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { runs.last?.end ?? 0 }

  /// - Complexity: O(log changes).
  package subscript(position: Int) -> Int {
    precondition(indices.contains(position), "Position \(position) of \(count) numbers")
    return runs[run(at: position)].value
  }

  /// - Precondition: `count` is not negative.
  /// - Complexity: O(1), amortised.
  package mutating func append(_ value: Int, count: Int = 1) {
    precondition(count >= 0, "\(value) was to be appended \(count) times.")
    guard count > 0 else { return }
    if let last = runs.indices.last, runs[last].value == value {
      runs[last].end += count
    } else {
      runs.append(Run(value: value, end: endIndex + count))
    }
  }

  /// Raises the last number to `value` where it is lower.
  ///
  /// - Precondition: there is one.
  /// - Complexity: O(1), amortised.
  package mutating func raiseLast(to value: Int) {
    precondition(!isEmpty, "There is no number to raise to \(value).")
    let last = runs.count - 1
    guard runs[last].value < value else { return }
    if runs[last].end - (last > 0 ? runs[last - 1].end : 0) == 1 {
      runs.removeLast()
    } else {
      runs[last].end -= 1
    }
    append(value)
  }

  /// The highest of the numbers in `range`; nil where there is none.
  ///
  /// - Complexity: O(log changes + changes in the range).
  package func max(in range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count) numbers")
    return runs[run(at: range.lowerBound)...run(at: range.upperBound - 1)].lazy.map(\.value).max()
  }

  /// The first run that ends behind `position`, which some run holds.
  private func run(at position: Int) -> Int {
    var (low, high) = (0, runs.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end > position { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension RunLengths: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Int...) { self.init(elements) }
}

extension RunLengths: Codable {
  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    while !container.isAtEnd { append(try container.decode(Int.self)) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    var written = 0
    for run in runs {
      for _ in written..<run.end { try container.encode(run.value) }
      written = run.end
    }
  }
}
