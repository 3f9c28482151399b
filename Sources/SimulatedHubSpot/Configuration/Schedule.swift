import Ports
package import VirtualTime

/// A value that changes at certain moments of a run, and holds from each of them to the next.
package struct Schedule<Value: Hashable & Sendable>: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    package let from: VirtualInstant
    package let value: Value
  }

  /// Ascending, no two neighbours with the same value; the first is at the start of the run.
  package let steps: [Step]

  /// What a value is under episodes.
  ///
  /// - Parameters:
  ///   - regular: what it is outside of all of them.
  ///   - episodes: in the order in which they are laid over each other.
  ///   - change: what one of them makes of the value.
  package init(_ regular: Value, _ episodes: [HubSpotEpisode], _ change: (inout Value, HubSpotEpisode) -> Void) {
    let moments = episodes.flatMap { [VirtualInstant.start.advanced(by: $0.from), .start.advanced(by: $0.until)] }
    var steps: [Step] = []
    for moment in Set(moments + [.start]).sorted() {
      var value = regular
      for episode in episodes where episode.covers(moment) { change(&value, episode) }
      if steps.last?.value != value { steps.append(Step(from: moment, value: value)) }
    }
    self.steps = steps
  }

  /// The value at a moment; at that of a change it is the new one.
  ///
  /// - Complexity: O(steps), and there are few.
  func value(at moment: VirtualInstant) -> Value {
    var index = steps.count - 1
    while index > 0, steps[index].from > moment { index -= 1 }
    return steps[index].value
  }

  /// All values that there are, in the order of time.
  package var values: [Value] { steps.map(\.value) }
}
