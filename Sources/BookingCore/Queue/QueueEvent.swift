package import BookingAPI

/// What happens to a booking request that is queued.
package enum QueueEvent: Hashable, Sendable {
  /// Taken in, and told its place.
  case entered(RequestID, round: Int, BookingPriority, QueuePlace)
  /// Somebody has begun to work on it, for the so-many-eth time in its round.
  case begun(RequestID, round: Int, attempt: Int)
  /// Its round has ended, and how: `CONFIRMED`, `EXAM_FULL`, `TIMEOUT`, `WITHDRAWN`.
  case ended(RequestID, round: Int, code: String)
  /// The queue was full.
  case turnedAway(RequestID)
  /// The queue was full, and the request was carried out at once.
  case carriedOutAtOnce(RequestID)
}
