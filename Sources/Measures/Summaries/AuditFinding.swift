/// Something that the audit of a run found wrong with the records.
package typealias AuditFinding = Finding<AuditFindingKind>

/// What the audit of a booking system finds wrong, as stable names.
package enum AuditFindingKind: String, Hashable, Sendable, CaseIterable, Codable {
  case oversoldExam = "oversold_exam"
  case doubleBooking = "double_booking"
  case confirmationWithoutBooking = "confirmation_without_booking"
  case bookingWithoutConfirmation = "booking_without_confirmation"
  case bookingWithoutCredit = "booking_without_credit"
  case wrongCredits = "wrong_credits"
  case overwrittenEdit = "overwritten_edit"
  case missingAssociation = "missing_association"
  case missingNote = "missing_note"
  case doubledNote = "doubled_note"
  case strayNote = "stray_note"
  case itemLeftInQueue = "item_left_in_queue"
  case itemInDeadLetterQueue = "item_in_dead_letter_queue"
  case counterDrift = "counter_drift"
  case limitExceeded = "limit_exceeded"
  case queuedRequestLost = "queued_request_lost"
  case noticeMissing = "notice_missing"
  case wrongNotice = "wrong_notice"
  case unlawfulRefusal = "unlawful_refusal"
  case staleAnswer = "stale_answer"
  case unbalancedLedger = "unbalanced_ledger"
  case unfinishedIntent = "unfinished_intent"
  case unexpectedReply = "unexpected_reply"
}
