package import Ports

/// What other apps, and other instances, take of a window that replies tell the rest of.
///
/// Each reply bounds what others had in the window when HubSpot judged its call: what is not left, less what this client
/// had in it. How much that was is not known exactly, for calls overtake each other on their way; so each reply gives a
/// least and a most. The most that is known best is kept, and grows with its age at the rate at which others are known to
/// come, taken as a Poisson process, up to what a whole window of theirs would hold.
package struct OthersEstimate: Sendable {
  /// How many standard deviations above its mean the growth is taken.
  private static let deviations = 2.0
  /// Over how many windows a rate is remembered.
  private static let windows = 3

  private let window: Duration
  private var latest: (most: Int, at: Timestamp)?
  /// The greatest least, window by window, of those windows in which there were replies; the newest last.
  private var peaks: [(least: Int, since: Timestamp)] = []

  /// When the call of the newest reply was sent.
  private var heardAt: Timestamp?

  package init(window: Duration) { self.window = window }

  private var memory: Duration { window * Self.windows }

  /// How old the knowledge is; nil while there is none.
  package func age(at now: Timestamp) -> Duration? { latest.map { now - $0.at } }

  /// A reply has come.
  ///
  /// - Parameters:
  ///   - least: what others had in the window, at least; below 0 counts as 0.
  ///   - most: at most.
  ///   - sentAt: when its call was sent.
  package mutating func observe(least: Int, most: Int, sentAt: Timestamp) {
    let (least, most) = (max(0, least), max(0, least, most))
    if let heardAt, sentAt - heardAt >= memory { (latest, peaks) = (nil, []) }
    heardAt = max(heardAt ?? sentAt, sentAt)
    note(least, at: sentAt)
    guard let known = latest else { return latest = (most, sentAt) }
    // Replies come in another order than their calls were sent in: both are compared at the later instant.
    let instant = max(sentAt, known.at)
    if grown(most, for: instant - sentAt) <= atMost(at: instant) {
      latest = (most, sentAt)
    } else if least > atMost(at: instant) {
      // More than was thought possible: others have begun.
      latest = (least, sentAt)
    }
  }

  /// How many calls of others may be in the window at `now`. What has not been heard of for as long as a rate is remembered
  /// is not known any more: it would keep a client from the one call that could tell.
  package func atMost(at now: Timestamp) -> Int {
    guard let latest, let heardAt, now - heardAt < memory else { return 0 }
    return grown(latest.most, for: max(.zero, now - latest.at))
  }

  /// What `count` may have become after a time.
  private func grown(_ count: Int, for age: Duration) -> Int {
    let peak = Double(peaks.map(\.least).max() ?? 0)
    guard peak > 0 else { return count }
    return min(count + Self.upper(peak * min(1, age / window)), max(count, Self.upper(peak)))
  }

  /// How many a Poisson process of this mean brings, hardly ever more.
  private static func upper(_ mean: Double) -> Int { Int((mean + deviations * mean.squareRoot()).rounded(.up)) }

  private mutating func note(_ least: Int, at instant: Timestamp) {
    guard let newest = peaks.last, instant - newest.since < window else {
      peaks.append((least, instant))
      if peaks.count > Self.windows { peaks.removeFirst() }
      return
    }
    peaks[peaks.count - 1].least = max(newest.least, least)
  }
}
