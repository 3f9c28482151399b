import BookingAPI
import BookingCore
import HubSpotAPI
import LoadGeneration
import Measures
import SimulatedHubSpot
import VirtualTime

/// Nobody is refused for a reason that was none.
struct RefusalsLawful: Invariant {
  let names = [AuditFinding.Kind.unlawfulRefusal]
  let promise = """
    each refusal's reason held at some moment between request and answer; by hand-made changes, also by what the design may still \
    have remembered
    """
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

  init(_ records: AuditRecords, _ told: BookingRecord, _ portal: PortalStart, _ age: PromisedAge) {
    unlawful = told.refusals.filter { !Self.isLawful($0, records, portal, age) }
    let unlawfulWishes = Set(unlawful.map(\.wish))
    for (index, record) in told.wishes.enumerated() {
      if case .refused = record.end, !unlawfulWishes.contains(index) { lawfulWishes.insert(index) }
    }
  }

  private static func isLawful(
    _ refusal: BookingRecord.Refusal,
    _ records: AuditRecords,
    _ portal: PortalStart,
    _ age: PromisedAge
  ) -> Bool {
    let span = refusal.sentAt...refusal.answeredAt
    switch refusal.reason {
    case .examFull:
      guard let exam = portal.exam(refusal.exam) else { return false }
      return isFull(exam, during: span, records, age.exams)
    case .duplicateBooking:
      guard let exam = portal.exam(refusal.exam) else { return false }
      let slot = BookingSchema.activeSlot(contact: refusal.contact, date: exam.date)
      return (records.bySlot[slot]?.peak(during: span) ?? 0) >= 1
    case .noCredits:
      guard let type = records.creditTypes[refusal.exam] else { return false }
      return lacksCredits(CreditsOfType(refusal.contact, type), during: span, records, portal, age.credits)
    case .examNotFound: return portal.exam(refusal.exam) == nil
    case .contactNotFound: return !records.contacts.contains { $0.id == refusal.contact }
    case .examInactive:
      guard let openings = records.edits.openings[refusal.exam] else {
        return portal.exam(refusal.exam)?.isOpen == false
      }
      return HandEdits.believed(openings, during: span, age: age.exams).contains { !$0.value }
    case .bookingNotFound, .requestNotFound, .requestNotWaiting, .unknownCreditType, .unknownExamType, .invalidPage,
      .invalidCursor, .webhooksNotConfigured,
      .signatureMissing, .signatureWrong, .signatureTooOld, .malformedEvents, .tooManyEvents,
      .cronNotConfigured, .authorizationMissing, .authorizationWrong, .jobNotFound:
      // No booking request is refused so.
      return false
    }
  }

  /// Bookings that were cancelled by hand may count on, for nobody tells the core.
  private static func isFull(
    _ exam: PortalStart.Exam,
    during span: ClosedRange<VirtualInstant>,
    _ records: AuditRecords,
    _ age: Duration
  ) -> Bool {
    let byHand = records.endedByHand.count { $0.exam == exam.id && $0.endedAt.map { $0 <= span.upperBound } == true }
    let whole = [HandEdits.Step(at: .start, value: exam.capacity)]
    return HandEdits.believed(records.edits.capacities[exam.id] ?? whole, during: span, age: age).contains { piece in
      exam.sold + byHand + (records.soldByExam[exam.id]?.peak(during: piece.span) ?? 0) >= piece.value
    }
  }

  /// Bookings that were cancelled by hand have not had their credits back.
  private static func lacksCredits(
    _ account: CreditsOfType,
    during span: ClosedRange<VirtualInstant>,
    _ records: AuditRecords,
    _ portal: PortalStart,
    _ age: Duration
  ) -> Bool {
    let byHand = records.endedByHand(of: account, until: span.upperBound)
    let granted = records.granted(to: account, portal)
    return HandEdits.believed(granted, during: span, age: age).contains { piece in
      piece.value - byHand - (records.byCredit[account.name]?.peak(during: piece.span) ?? 0) <= 0
    }
  }
}
