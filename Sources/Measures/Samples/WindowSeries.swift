/// How many events a rolling window held over time: for each second, the largest number in any interval (t - window, t]
/// whose end t lies in that second.
///
/// Exact also in seconds without events: there the largest number is the one at the second's start, since events only
/// leave until the next one comes. Memory grows with the events of one window and the seconds of the run, not with all
/// events.
package struct WindowSeries: Sendable {
  private static let second: Int64 = 1_000_000_000

  private var rolling: RollingPeak
  /// Of each second that has begun, up to that of the last event; the last may still grow.
  private var largest: [Int] = []
  private var last: Int64 = 0

  /// - Parameter windowNanoseconds: the length of the interval, positive.
  package init(windowNanoseconds: Int64) {
    precondition(windowNanoseconds > 0, "The window is \(windowNanoseconds) ns long; expected a positive length.")
    rolling = RollingPeak(windowNanoseconds: windowNanoseconds)
  }

  /// The largest number of all.
  package var peak: Int { rolling.peak }

  /// Counts an event. Traps when time goes back.
  ///
  /// - Parameter time: nanoseconds since the start of the run.
  /// - Complexity: O(1), amortised over events and seconds.
  package mutating func record(at time: Int64) {
    precondition(time >= last, "An event at \(time) ns was recorded after one at \(last) ns.")
    begin(until: time)
    rolling.record(at: time)
    last = time
    largest[largest.count - 1] = max(largest[largest.count - 1], rolling.count(at: time))
  }

  /// The largest number of each second that has begun at `end`, the one that begins just then included.
  ///
  /// - Parameter end: nanoseconds since the start of the run; not before the last event.
  /// - Complexity: O(events in the window + seconds).
  package func series(until end: Int64) -> [Int] {
    precondition(end >= last, "A series until \(end) ns was asked for after an event at \(last) ns.")
    var finished = self
    finished.begin(until: end)
    return finished.largest
  }

  /// Begins all seconds up to that of `time`, each with the number of events that are left at its start.
  private mutating func begin(until time: Int64) {
    while Int64(largest.count) <= time / Self.second {
      largest.append(rolling.count(at: Int64(largest.count) * Self.second))
    }
  }
}
