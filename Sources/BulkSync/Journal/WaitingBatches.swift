/// Batches that wait, in the order in which they are claimed: by priority, then by age.
struct WaitingBatches: Sendable {
  private struct Place: Comparable, Sendable {
    let priority: Int
    let number: Int

    static func < (left: Place, right: Place) -> Bool { (left.priority, left.number) < (right.priority, right.number) }
  }

  /// Ascending from `head`; those before it have been taken, and stay until there are many.
  private var places: [Place] = []
  private var head = 0

  mutating func add(_ number: Int, priority: Int) {
    let place = Place(priority: priority, number: number)
    let isLast = places.last.map { $0 < place } ?? true
    let at =
      isLast || head == places.count ? places.endIndex : places[head...].firstIndex { place < $0 } ?? places.endIndex
    places.insert(place, at: at)
  }

  mutating func remove(_ number: Int) {
    if let at = places[head...].firstIndex(where: { $0.number == number }) { places.remove(at: at) }
  }

  /// - Returns: nil when none may be taken.
  mutating func takeFirst(where mayBeTaken: (Int) -> Bool) -> Int? {
    guard let at = places[head...].firstIndex(where: { mayBeTaken($0.number) }) else { return nil }
    let number = places[at].number
    if at == head { head += 1 } else { places.remove(at: at) }
    if head > 1_000, head * 2 > places.count {
      places.removeFirst(head)
      head = 0
    }
    return number
  }
}
