import HubSpotAPI
import LoadGeneration
import Measures

/// What visitors were told is so.
struct ConfirmationsHold: Invariant {
  let names = [AuditFinding.Kind.confirmationWithoutBooking]
  let promise = "who was told \"confirmed\" has the booking, and after \"cancelled\" has it no more"
  let cannotKnow = """
    what became of a cancellation that its visitor gave up: either is right. A booking that was cancelled by hand is not lost
    """

  func findings(in run: AuditedRun) -> [AuditFinding] {
    run.told.wishes.flatMap { record -> [AuditFinding] in
      guard case .confirmed(let id, let exam) = record.end else { return [] }
      return findings(for: record, id, exam, in: run).map { AuditFinding(.confirmationWithoutBooking, $0) }
    }
  }

  private func findings(
    for record: BookingRecord.WishRecord,
    _ id: ObjectID,
    _ exam: ObjectID,
    in run: AuditedRun
  ) -> [String] {
    let owner = record.wish.contact
    guard let booking = run.records.bookings[id], booking.contact == owner, booking.exam == exam else {
      return ["visitor \(record.wish.visitor) was told booking \(id), which does not exist"]
    }
    var found: [String] = []
    let cancellation = run.told.cancellations[id]
    if cancellation == nil || cancellation == .refused, !booking.isActive {
      if !booking.isEndedByHand { found.append("booking \(id) of contact \(owner) was confirmed and is not active") }
    }
    if cancellation == .cancelled, booking.isActive {
      found.append("booking \(id) of contact \(owner) is active; it was confirmed as cancelled")
    }
    return found
  }
}
