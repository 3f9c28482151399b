package import VirtualTime

/// Lengths of time as they were observed, to the nanosecond, and how many more never came to an end. Eight bytes each:
/// every percentile of them is exact, and a run's are sorted faster than a histogram of all possible lengths is walked.
package struct Durations: Hashable, Sendable {
  /// In no order. Plain numbers, for they are sorted by the million.
  package private(set) var nanoseconds: [Int64]
  package private(set) var never: Int

  package init(_ times: some Sequence<VirtualSpan> = [], never: Int = 0) {
    nanoseconds = times.map(\.nanoseconds)
    self.never = never
  }

  /// Those that came to an end and those that never did.
  package var total: Int { nanoseconds.count + never }

  /// - Parameter time: nil when it never came to an end.
  package mutating func record(_ time: VirtualSpan?) {
    if let time { nanoseconds.append(time.nanoseconds) } else { never += 1 }
  }

  package mutating func merge(_ other: Durations) {
    nanoseconds += other.nanoseconds
    never += other.never
  }
}
