import BookingCore
import HubSpotAPI
import LoadGeneration
import Measures
import VirtualTime

/// No seat is sold twice.
struct SeatsNotOversold: Invariant {
  let names = [AuditFinding.Kind.oversoldExam]
  let promise = """
    at no moment more active bookings than seats; where the capacity was changed by hand, none that found no seat under any \
    capacity from its visitor's wish to its creation, or that the design may still have remembered
    """
  let cannotKnow = ""

  func findings(in run: AuditedRun) -> [AuditFinding] {
    run.portal.exams.compactMap { exam in
      guard let capacities = run.records.edits.capacities[exam.id] else { return finding(exam, in: run) }
      return finding(exam, capacities, in: run)
    }
  }

  private func finding(_ exam: PortalStart.Exam, in run: AuditedRun) -> AuditFinding? {
    let peak = exam.sold + (run.records.byExam[exam.id]?.peak ?? 0)
    guard peak > exam.capacity else { return nil }
    return AuditFinding(
      .oversoldExam,
      "exam \(exam.id) had \(peak) active bookings at once; it has \(exam.capacity) seats"
    )
  }

  /// The first booking for which there was no seat at any moment between the wish for it and its creation.
  private func finding(
    _ exam: PortalStart.Exam,
    _ capacities: [HandEdits.Step<Int>],
    in run: AuditedRun
  ) -> AuditFinding? {
    let bookings = run.records.bookings.values.filter { $0.exam == exam.id }
    for booking in bookings.sorted(by: { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }) {
      let wishedAt = run.told.wishes.last { $0.wish.contact == booking.contact && $0.wishedAt <= booking.createdAt }
      let span = (wishedAt?.wishedAt ?? .start)...booking.createdAt
      let most =
        HandEdits.believed(capacities, during: span, age: run.promisedAge.exams).map(\.value).max() ?? exam.capacity
      let count = exam.sold + (run.records.byExam[exam.id]?.count(at: booking.createdAt) ?? 0)
      guard count > most else { continue }
      return AuditFinding(
        .oversoldExam,
        "exam \(exam.id) had \(count) active bookings at \(booking.createdAt.seconds) s; it had \(most) seats at the most "
          + "since \(span.lowerBound.seconds) s, when the visitor of booking \(booking.id) wished for it"
      )
    }
    return nil
  }
}
