package import HubSpotAPI
package import Ports

/// The product as its users know it: visitors, scripts and fronts ask it for bookings and know nothing behind it.
package protocol BookingService: Sendable {
  /// Looks whether a contact could book an exam, as the booking page does before the visitor decides. What it learns
  /// may be remembered (a design with a duplicate cache warms it here).
  func browse(_ request: BrowseRequest, from origin: CallOrigin) async throws(InstanceGone) -> BrowseOutcome

  /// Books a seat. The same idempotency key never books twice: a repeated request resumes what an earlier one left
  /// half-way, or repeats its answer.
  ///
  /// - Throws: `InstanceGone` when the instance died under the request; whether it had an effect is not known.
  func create(_ request: BookingRequest, from origin: CallOrigin) async throws(InstanceGone) -> BookingOutcome

  /// Cancels a booking and returns its seat and credit, each exactly once.
  ///
  /// - Throws: `InstanceGone`, as `create`.
  func cancel(_ request: CancellationRequest, from origin: CallOrigin) async throws(InstanceGone) -> CancellationOutcome
}

package struct BrowseRequest: Hashable, Sendable {
  package var contact: ObjectID
  package var exam: ObjectID
  /// The exam's date, `YYYY-MM-DD`, which the page shows.
  package var examDate: String

  package init(contact: ObjectID, exam: ObjectID, examDate: String) {
    self.contact = contact
    self.exam = exam
    self.examDate = examDate
  }
}

package enum BrowseOutcome: Hashable, Sendable {
  case free
  case alreadyBooked
  case failed(RetryableReason)
}

package struct BookingRequest: Hashable, Sendable {
  package var key: IdempotencyKey
  package var contact: ObjectID
  package var exam: ObjectID
  /// The exam's date as the booking page shows it, `YYYY-MM-DD`; the exam's own record decides.
  package var examDate: String

  package init(key: IdempotencyKey, contact: ObjectID, exam: ObjectID, examDate: String) {
    self.key = key
    self.contact = contact
    self.exam = exam
    self.examDate = examDate
  }
}

package struct CancellationRequest: Hashable, Sendable {
  package var key: IdempotencyKey
  package var contact: ObjectID
  package var booking: ObjectID

  package init(key: IdempotencyKey, contact: ObjectID, booking: ObjectID) {
    self.key = key
    self.contact = contact
    self.booking = booking
  }
}

/// The answer to a booking request.
package enum BookingOutcome: Hashable, Sendable {
  /// The seat is the contact's; the booking stands in HubSpot.
  case confirmed(booking: ObjectID)
  /// Taken into a queue; the visitor asks for the result later. No design of today answers so.
  case accepted(request: String)
  /// A lawful no: asking again changes nothing.
  case refused(RefusalReason)
  /// It did not work this time: the visitor should come back with the same key.
  case failed(RetryableReason)
}

/// The answer to a cancellation request.
package enum CancellationOutcome: Hashable, Sendable {
  case cancelled
  case refused(RefusalReason)
  case failed(RetryableReason)
}

/// Why a request is refused for good.
package enum RefusalReason: String, Hashable, Comparable, Sendable, CaseIterable {
  case examFull = "EXAM_FULL"
  case duplicateBooking = "DUPLICATE_BOOKING"
  case noCredits = "NO_CREDITS"
  case examNotFound = "EXAM_NOT_FOUND"
  case contactNotFound = "CONTACT_NOT_FOUND"
  case examInactive = "EXAM_INACTIVE"
  case bookingNotFound = "BOOKING_NOT_FOUND"

  package static func < (left: RefusalReason, right: RefusalReason) -> Bool { left.rawValue < right.rawValue }
}

/// Why a request failed although it might succeed later.
package enum RetryableReason: String, Hashable, Comparable, Sendable, CaseIterable {
  /// Somebody else works on the same contact or exam, or the last seats are held but not yet sold.
  case busy = "BUSY"
  /// HubSpot refused a call and its retries, which therefore had no effect.
  case crmUnavailable = "CRM_UNAVAILABLE"
  /// No usable answer came in time; whether the request had an effect is not known.
  case timeout = "TIMEOUT"

  package static func < (left: RetryableReason, right: RetryableReason) -> Bool { left.rawValue < right.rawValue }
}
