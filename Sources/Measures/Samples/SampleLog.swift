/// Samples in the order in which they were added: an array that never moves what it holds, since a long run has so many
/// that doubling an array would need three times their room.
package struct SampleLog<Element: Sendable>: Sendable, Sequence {
  private static var chunk: Int { 4_096 }
  private var full: [[Element]] = []
  private var last: [Element] = []

  package init() {}

  package init(_ elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  package var count: Int { full.count * Self.chunk + last.count }

  /// - Complexity: O(1).
  package mutating func append(_ element: Element) {
    if last.isEmpty { last.reserveCapacity(Self.chunk) }
    last.append(element)
    guard last.count == Self.chunk else { return }
    full.append(last)
    last = []
  }

  package func makeIterator() -> FlattenSequence<[[Element]]>.Iterator { (full + [last]).joined().makeIterator() }

  package var underestimatedCount: Int { count }
}

extension SampleLog: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Element...) { self.init(elements) }
}
