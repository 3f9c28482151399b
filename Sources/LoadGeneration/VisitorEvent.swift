package import BookingAPI
package import HubSpotAPI
package import VirtualTime

/// What a visitor experiences, as reported to the harness.
package enum VisitorEvent: Hashable, Sendable {
  /// A visitor wants a booking: from here the time to booking runs.
  case wished(Wish)
  /// A booking request was answered.
  case answered(Attempt)
  /// The wish has come to its end.
  case ended(Wish, WishEnd)
  /// A cancellation request was answered.
  case cancellationAnswered(visitor: Int, request: Int, booking: ObjectID, CancellationOutcome)
  /// The visitor gave up cancelling: whether the booking still stands, the visitor does not know.
  case cancellationAbandoned(visitor: Int, booking: ObjectID)
  /// The visitor has left.
  case left(visitor: Int)
}

/// One intention of one visitor to have a booking.
package struct Wish: Hashable, Sendable {
  package let visitor: Int
  /// 0 for the first, 1 for the one after a cancellation.
  package let number: Int
  package let contact: ObjectID
}

/// How a wish ends.
package enum WishEnd: Hashable, Sendable {
  case confirmed(booking: ObjectID, exam: ObjectID)
  case refused(RefusalReason)
  /// Failed, and the visitor does not come back at all.
  case failed(RetryableReason)
  /// Failed once more than the visitor was willing to come back.
  case abandoned(RetryableReason)
  /// Taken out of the queue by the visitor.
  case withdrawn
}

/// A booking request and its answer.
package struct Attempt: Hashable, Sendable {
  package let wish: Wish
  /// The number of the request among those of the visitor, from 0.
  package let request: Int
  /// Whether it is the wish's first.
  package let isFirst: Bool
  package let exam: ObjectID
  /// When the visitor meant to send it.
  package let intendedAt: VirtualInstant
  package let answeredAt: VirtualInstant
  package let outcome: BookingOutcome
  /// Whether the request had been taken into a queue before, and this is what the visitor has learned of it since.
  package let isLearned: Bool

  package init(
    wish: Wish,
    request: Int,
    isFirst: Bool,
    exam: ObjectID,
    intendedAt: VirtualInstant,
    answeredAt: VirtualInstant,
    outcome: BookingOutcome,
    isLearned: Bool = false
  ) {
    self.wish = wish
    self.request = request
    self.isFirst = isFirst
    self.exam = exam
    self.intendedAt = intendedAt
    self.answeredAt = answeredAt
    self.outcome = outcome
    self.isLearned = isLearned
  }
}
