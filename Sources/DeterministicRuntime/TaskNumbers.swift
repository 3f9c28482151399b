/// A set of task numbers. The runtime numbers all tasks of the process in the order of their making, so those of one
/// run are mostly neighbours, and the set is a few spans.
struct TaskNumbers: Sendable {
  private var spans: [ClosedRange<UInt64>] = []

  /// The least number, nil when there is none.
  var first: UInt64? { spans.first?.lowerBound }

  /// Adds a number that is greater than all in the set.
  mutating func append(_ number: UInt64) {
    if let last = spans.last {
      precondition(number > last.upperBound, "Task \(number) was appended after task \(last.upperBound).")
      if number == last.upperBound + 1 {
        spans[spans.count - 1] = last.lowerBound...number
        return
      }
    }
    spans.append(number...number)
  }

  /// - Complexity: logarithmic in the number of spans.
  func contains(_ number: UInt64) -> Bool {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].upperBound < number { low = middle + 1 } else { high = middle }
    }
    return low < spans.count && spans[low].contains(number)
  }
}
