package import VirtualTime

/// How many things were there at each moment: a step function of time, made of intervals [from, to).
package struct Occupancy: Sendable {
  private var steps: [(at: VirtualInstant, change: Int)] = []
  /// After each step; made when the steps are ordered.
  private var counts: [Int] = []
  private var isSorted = true

  /// - Parameter to: nil when it is still there at the end.
  mutating func add(from: VirtualInstant, to: VirtualInstant?) {
    steps.append((from, 1))
    if let to { steps.append((to, -1)) }
    isSorted = false
  }

  /// Orders the steps by time; at one moment what ends goes before what begins.
  mutating func finish() {
    steps.sort { ($0.at, $0.change) < ($1.at, $1.change) }
    var count = 0
    counts = steps.map { step in
      count += step.change
      return count
    }
    isSorted = true
  }

  /// The most at any time.
  var peak: Int { peak(during: .start ... .never) }

  var atEnd: Int { steps.reduce(0) { $0 + $1.change } }

  /// How many right after a moment.
  ///
  /// - Complexity: O(log steps).
  package func count(at moment: VirtualInstant) -> Int {
    precondition(isSorted, "an occupancy is asked before it is finished")
    let passed = steps.partitionPoint { $0.at > moment }
    return passed == 0 ? 0 : counts[passed - 1]
  }

  /// The most at any moment of `span`, its ends included.
  func peak(during span: ClosedRange<VirtualInstant>) -> Int {
    precondition(isSorted, "an occupancy is asked before it is finished")
    var (count, peak, hasBegun) = (0, 0, false)
    for step in steps {
      if step.at > span.upperBound { break }
      if step.at > span.lowerBound, !hasBegun {
        hasBegun = true
        peak = count
      }
      count += step.change
      if step.at >= span.lowerBound {
        hasBegun = true
        peak = max(peak, count)
      }
    }
    return hasBegun ? peak : count
  }
}

extension Array {
  /// The index of the first element for which a predicate holds that holds for every later one, too; the count when it
  /// holds for none.
  ///
  /// - Complexity: O(log count).
  package func partitionPoint(_ isBeyond: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
