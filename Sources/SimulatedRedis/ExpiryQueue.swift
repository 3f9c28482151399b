/// The keys that expire, the earliest first: a binary heap.
struct ExpiryQueue {
  struct Expiry {
    /// Nanoseconds since the start of the run.
    let at: Int64
    let key: String
  }

  private var heap: [Expiry] = []

  var count: Int { heap.count }
  var earliest: Expiry? { heap.first }

  mutating func insert(_ expiry: Expiry) {
    heap.append(expiry)
    var position = heap.count - 1
    while position > 0 {
      let parent = (position - 1) / 2
      guard heap[position].at < heap[parent].at else { break }
      heap.swapAt(position, parent)
      position = parent
    }
  }

  mutating func removeEarliest() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var position = 0
    while true {
      var least = position
      for child in [2 * position + 1, 2 * position + 2] where child < heap.count && heap[child].at < heap[least].at {
        least = child
      }
      guard least != position else { return }
      heap.swapAt(position, least)
      position = least
    }
  }

  /// Drops the entries that are no longer wanted.
  mutating func keep(where isWanted: (Expiry) -> Bool) {
    let wanted = heap.filter(isWanted)
    heap.removeAll(keepingCapacity: true)
    for expiry in wanted { insert(expiry) }
  }
}
