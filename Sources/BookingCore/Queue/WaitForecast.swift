import Ports

/// When a request will have been served that others wait before.
///
/// HubSpot's rolling window gives a queue its rhythm: what was served within one window is followed, a window later, by as many
/// others at the same distances, for each place is free again then. So once the queue has been served for longer than a window
/// without a break, what was served in the last one tells all: whatever the pacing is, however many instances there are, and
/// whatever others take. Before that it is reckoned from the limits, what a booking takes of them, and what has been
/// served so far.
struct WaitForecast {
  /// How many calls the limit leaves in a window, to all instances, and how many of them a booking takes.
  let calls: Int
  let cost: Int
  /// A place that is taken is free again after this.
  let window: Duration
  /// From one booking to the next at the least: what the limit of searches and the instances' width leave.
  let apart: Duration
  /// How long a booking takes that waits for nothing.
  let time: Duration
  /// Until an empty queue is looked at again.
  let look: Duration
  /// A normal request is overtaken by high ones that come within this.
  let headStart: Duration

  /// - Parameters:
  ///   - ahead: how many are served before it, those of whom somebody takes care already included.
  ///   - waited: how long a request has waited that others can overtake; nil for one of high priority.
  func wait(behind ahead: Int, waited: Duration?, _ rhythm: ServingRhythm, at now: Timestamp) -> Duration {
    let plain = end(behind: ahead, rhythm, at: now) - now
    guard let waited, waited < headStart else { return max(time, plain) }
    // They go on coming as they did, for as long as they did: nothing tells whether a rush is over.
    let seen = max(time, min(headStart, now - rhythm.busySince))
    let lately = rhythm.high.count { $0 > now + (.zero - seen) }
    let overtaking = Double(lately) * min(1, min(plain, headStart - waited) / seen)
    return max(time, end(behind: ahead + Int(overtaking), rhythm, at: now) - now)
  }

  /// How many bookings are expected in so long, while enough wait.
  func bookings(within span: Duration) -> Double {
    min(Double(usable) / Double(cost) * (span / window), span / max(apart, .milliseconds(1)))
  }

  /// What is left of a window when no further booking fits into it is for the background: a booking is begun when all of its calls have
  /// room, unless no window has so much.
  private var usable: Int { calls >= cost ? calls / cost * cost : calls }

  private func end(behind ahead: Int, _ rhythm: ServingRhythm, at now: Timestamp) -> Timestamp {
    let lately = rhythm.ends.filter { $0 > now + (.zero - window) && $0 <= now }
    if rhythm.isCut, lately.count == rhythm.ends.count, let first = lately.first, first < now {
      // So many in so short a time come evenly enough.
      return now + (now - first) * (Double(ahead + 1) / Double(lately.count))
    }
    guard let begun = rhythm.begunAt else { return reckoned(ahead, [], from: max(now, rhythm.busySince + look)) }
    let isSettled = now - begun >= window + time * 2
    if isSettled, !lately.isEmpty {
      let (windows, place) = ahead.quotientAndRemainder(dividingBy: lately.count)
      return lately[place] + window * (windows + 1)
    }
    // Nobody has been served for a window: as if it began now.
    if isSettled { return reckoned(ahead, [], from: now) }
    return reckoned(ahead, lately.filter { $0 >= begun }, from: begun)
  }

  /// - Parameters:
  ///   - served: of those that have been begun since `begun`.
  private func reckoned(_ ahead: Int, _ served: [Timestamp], from begun: Timestamp) -> Timestamp {
    let number = ahead + served.count
    // The window in which its last call has a place, and the first booking whose last call has one there.
    let windows = ((number + 1) * cost - 1) / usable
    let place = number + 1 - (windows * usable + cost) / cost
    let paced = begun + time + apart * (number + 1)
    if windows > 0, place < served.count { return max(paced, served[place] + window * windows) }
    return max(paced, begun + window * windows + time + apart * (place + 1))
  }
}
