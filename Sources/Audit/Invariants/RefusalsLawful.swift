import BookingAPI
import BookingCore
import HubSpotAPI
import LoadGeneration
import Measures

/// Nobody is refused for a reason that was none.
struct RefusalsLawful: Invariant {
  let names = [AuditFinding.Kind.unlawfulRefusal]
  let promise = "each refusal's reason held at some moment between request and answer"
  let cannotKnow = "which moment the core looked at"

  func findings(in run: AuditedRun) -> [AuditFinding] {
    run.refusals.unlawful.map { refusal in
      AuditFinding(
        .unlawfulRefusal,
        "contact \(refusal.contact) was refused exam \(refusal.exam) with \(refusal.reason.rawValue), which was not so"
      )
    }
  }
}

/// The refusals of a run, judged. One is lawful when its reason was true at some moment between the request and its answer;
/// what counts is what visitors were told in the end: a seat that was merely held, and came free again, did not make an
/// exam full.
struct JudgedRefusals: Sendable {
  private(set) var unlawful: [BookingRecord.Refusal] = []
  /// The numbers of the wishes that ended refused, each request of them lawfully.
  private(set) var lawfulWishes: Set<Int> = []

  init(_ records: AuditRecords, _ told: BookingRecord, _ portal: PortalStart) {
    unlawful = told.refusals.filter { !Self.isLawful($0, records, portal) }
    let unlawfulWishes = Set(unlawful.map(\.wish))
    for (index, record) in told.wishes.enumerated() {
      if case .refused = record.end, !unlawfulWishes.contains(index) { lawfulWishes.insert(index) }
    }
  }

  private static func isLawful(
    _ refusal: BookingRecord.Refusal,
    _ records: AuditRecords,
    _ portal: PortalStart
  ) -> Bool {
    let span = refusal.sentAt...refusal.answeredAt
    switch refusal.reason {
    case .examFull:
      guard let exam = portal.exam(refusal.exam) else { return false }
      return exam.sold + (records.soldByExam[exam.id]?.peak(during: span) ?? 0) >= exam.capacity
    case .duplicateBooking:
      guard let exam = portal.exam(refusal.exam) else { return false }
      let slot = BookingSchema.activeSlot(contact: refusal.contact, date: exam.date)
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
