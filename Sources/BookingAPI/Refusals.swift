/// Why a request is refused for good.
package enum RefusalReason: String, Hashable, Comparable, Sendable, CaseIterable {
  case examFull = "EXAM_FULL"
  case duplicateBooking = "DUPLICATE_BOOKING"
  case noCredits = "NO_CREDITS"
  case examNotFound = "EXAM_NOT_FOUND"
  case contactNotFound = "CONTACT_NOT_FOUND"
  case examInactive = "EXAM_INACTIVE"
  case bookingNotFound = "BOOKING_NOT_FOUND"
  case unknownCreditType = "UNKNOWN_CREDIT_TYPE"
  case unknownExamType = "UNKNOWN_EXAM_TYPE"
  /// A page of less than one booking, or of more than there can be.
  case invalidPage = "INVALID_PAGE"
  /// A place in a list that no page of this list has given.
  case invalidCursor = "INVALID_CURSOR"

  /// The status code of the answer.
  package var status: Int {
    switch self {
    case .examFull, .duplicateBooking, .examInactive: 409
    case .noCredits: 402
    case .examNotFound, .contactNotFound, .bookingNotFound: 404
    case .unknownCreditType, .unknownExamType, .invalidPage, .invalidCursor: 400
    }
  }

  package static func < (left: RefusalReason, right: RefusalReason) -> Bool { left.rawValue < right.rawValue }
}

/// Why a request failed although it might succeed later.
package enum RetryableReason: String, Hashable, Comparable, Sendable, CaseIterable {
  /// Somebody else works on the same contact or exam, or the last seats are held but not yet sold.
  case busy = "BUSY"
  /// HubSpot refused a call and its retries, which therefore had no effect.
  case crmUnavailable = "CRM_UNAVAILABLE"
  /// There is no room for it now, and so nothing was begun.
  case overloaded = "OVERLOADED"
  /// No usable answer came in time; whether the request had an effect is not known.
  case timeout = "TIMEOUT"

  /// The status code of the answer.
  package var status: Int {
    switch self {
    case .busy: 409
    case .crmUnavailable, .overloaded: 503
    case .timeout: 504
    }
  }

  package static func < (left: RetryableReason, right: RetryableReason) -> Bool { left.rawValue < right.rawValue }
}
