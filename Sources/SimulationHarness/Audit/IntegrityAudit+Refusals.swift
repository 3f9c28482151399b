import BookingAPI
import BookingCore
import HubSpotAPI
import LoadGeneration
import Measures

extension IntegrityAudit {
  /// A refusal is lawful when its reason was true at some moment between the request and its answer; what counts is
  /// what visitors were told in the end: a seat that was merely held, and came free again, did not make an exam full.
  mutating func checkRefusals() {
    var unlawfulWishes: Set<Int> = []
    for refusal in told.refusals where !isLawful(refusal) {
      unlawfulWishes.insert(refusal.wish)
      found(
        .unlawfulRefusal,
        "contact \(refusal.contact) was refused exam \(refusal.exam) with \(refusal.reason.rawValue), which was not so"
      )
    }
    for (index, record) in told.wishes.enumerated() {
      if case .refused = record.end, !unlawfulWishes.contains(index) { lawfulRefusals.insert(index) }
    }
  }

  private func isLawful(_ refusal: BookingRecord.Refusal) -> Bool {
    let span = refusal.sentAt...refusal.answeredAt
    switch refusal.reason {
    case .examFull:
      return (records.soldByExam[refusal.exam]?.peak(during: span) ?? 0) >= portal.capacity
    case .duplicateBooking:
      guard let date = portal.exams.first(where: { $0.id == refusal.exam })?.date else { return false }
      let slot = BookingSchema.activeSlot(contact: refusal.contact, date: date)
      return (records.bySlot[slot]?.peak(during: span) ?? 0) >= 1
    case .noCredits:
      guard let type = records.creditTypes[refusal.exam] else { return false }
      let used = records.byCredit["\(refusal.contact)/\(type)"]?.peak(during: span) ?? 0
      return portal.creditsPerType - used <= 0
    case .examNotFound, .contactNotFound, .examInactive, .bookingNotFound:
      // Every exam and contact of the portal exists and is active, and visitors cancel what they were told they have.
      return false
    }
  }
}
