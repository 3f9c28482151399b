package import VirtualTime

/// How many events a rolling window held over time: for each second, the largest number in any interval (t - window, t]
/// whose end t lies in that second.
///
/// Exact also in seconds without events: there the largest number is the one at the second's start, since events only
/// leave until the next one comes. Memory grows with the events of one window and with how often the number of a second
/// differs from that before; not with all events, and not with the seconds in which nothing changes.
package struct WindowSeries: Sendable {
  private static let second = VirtualSpan(nanoseconds: 1_000_000_000)

  private var rolling: RollingPeak
  /// Of each second that has begun, up to that of the last event; the last may still grow.
  private var largest = RunLengths()
  private var last = VirtualInstant.start
  /// The start of the first second that has not begun.
  private var next = VirtualInstant.start

  /// - Parameter window: the length of the interval, positive.
  package init(window: VirtualSpan) {
    precondition(window > .zero, "The window is \(window.nanoseconds) ns long; expected a positive length.")
    rolling = RollingPeak(window: window)
  }

  /// The largest number of all.
  package var peak: Int { rolling.peak }

  /// Counts an event. Traps when time goes back.
  ///
  /// - Complexity: O(1), amortised over events and seconds.
  package mutating func record(at time: VirtualInstant) {
    precondition(time >= last, "An event at \(time.nanoseconds) ns was recorded after one at \(last.nanoseconds) ns.")
    begin(until: time)
    let count = rolling.record(at: time)
    last = time
    largest.raiseLast(to: count)
  }

  /// The largest number of each second that has begun at `end`, the one that begins just then included.
  ///
  /// - Parameter end: not before the last event.
  /// - Complexity: O(events in the window + changes).
  package func series(until end: VirtualInstant) -> RunLengths {
    precondition(
      end >= last,
      "A series until \(end.nanoseconds) ns was asked for after an event at \(last.nanoseconds) ns."
    )
    var finished = self
    finished.begin(until: end)
    return finished.largest
  }

  /// Begins all seconds up to that of `time`, each with the number of events that are left at its start.
  private mutating func begin(until time: VirtualInstant) {
    while next <= time {
      let count = rolling.count(at: next)
      // Until the next event an empty window stays empty: all seconds at once.
      let seconds = count == 0 ? time.wholeSecond - next.wholeSecond + 1 : 1
      largest.append(count, count: seconds)
      next = next + Self.second * seconds
    }
  }
}
