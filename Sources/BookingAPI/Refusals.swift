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
  /// No request of this contact waits in the queue or has waited there of late.
  case requestNotFound = "REQUEST_NOT_FOUND"
  /// Somebody works on the queued request, or it has its answer: it cannot be taken out any more.
  case requestNotWaiting = "REQUEST_NOT_WAITING"
  /// The product has no secret to know HubSpot's webhooks by.
  case webhooksNotConfigured = "WEBHOOKS_NOT_CONFIGURED"
  /// A webhook without signature, or without the time at which it was signed.
  case signatureMissing = "SIGNATURE_MISSING"
  /// A webhook whose signature is not that of its bytes.
  case signatureWrong = "SIGNATURE_WRONG"
  /// A webhook that was signed more than five minutes ago.
  case signatureTooOld = "SIGNATURE_TOO_OLD"
  /// A webhook that is no list of events.
  case malformedEvents = "MALFORMED_EVENTS"
  /// A webhook with more events, or more bytes, than HubSpot sends.
  case tooManyEvents = "TOO_MANY_EVENTS"
  /// The product has no secret to know the scheduler of its jobs, or its operator, by.
  case cronNotConfigured = "CRON_NOT_CONFIGURED"
  /// A call of a job, or of the operator's page, that shows no secret.
  case authorizationMissing = "AUTHORIZATION_MISSING"
  /// One that shows something else than the secret.
  case authorizationWrong = "AUTHORIZATION_WRONG"
  case jobNotFound = "JOB_NOT_FOUND"

  /// The status code of the answer.
  package var status: Int {
    switch self {
    case .examFull, .duplicateBooking, .examInactive, .requestNotWaiting: 409
    case .noCredits: 402
    case .examNotFound, .contactNotFound, .bookingNotFound, .requestNotFound: 404
    case .unknownCreditType, .unknownExamType, .invalidPage, .invalidCursor, .malformedEvents: 400
    case .webhooksNotConfigured: 503
    case .signatureMissing, .signatureWrong, .signatureTooOld: 401
    case .tooManyEvents: 413
    case .cronNotConfigured: 503
    case .authorizationMissing, .authorizationWrong: 401
    case .jobNotFound: 404
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
