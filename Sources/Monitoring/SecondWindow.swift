/// Things that happened within the last seconds, and how many of them count.
///
/// Counted by whole seconds: adding is an addition, and what has become too old leaves a second at a time.
struct SecondWindow: Sendable {
  private var seconds: [(events: Int, trials: Int)]
  private var place = 0
  private(set) var events = 0
  private(set) var trials = 0

  /// - Parameter length: in seconds, positive.
  init(length: Int) { seconds = Array(repeating: (0, 0), count: length) }

  var isEmpty: Bool { trials == 0 && events == 0 }

  /// - Complexity: O(1), without allocation.
  mutating func add(events: Int, trials: Int) {
    seconds[place].events += events
    seconds[place].trials += trials
    self.events += events
    self.trials += trials
  }

  /// Begins the next second.
  mutating func turn() {
    place = place + 1 == seconds.count ? 0 : place + 1
    events -= seconds[place].events
    trials -= seconds[place].trials
    seconds[place] = (0, 0)
  }
}
