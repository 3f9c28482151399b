import BookingCore
import HubSpotAPI
import Measures
import SimulatedHubSpot

/// What is counted is what is there.
struct CountersAgree: Invariant {
  let names = [AuditFinding.Kind.counterDrift]
  let promise = "at the end HubSpot's counters and the store's equal the active bookings"
  let cannotKnow = """
    what they showed on the way (`counter_delay` measures it), and whether the core has heard of bookings that were cancelled \
    by hand: either is right
    """

  func findings(in run: AuditedRun) -> [AuditFinding] {
    var found: [String] = []
    let byHand = Dictionary(grouping: run.records.endedByHand, by: \.exam).mapValues(\.count)
    for exam in run.records.exams where !run.inMotion.exams.contains(exam.id) {
      let active = (run.portal.exam(exam.id)?.sold ?? 0) + (run.records.byExam[exam.id]?.atEnd ?? 0)
      let property = exam[BookingSchema.Exam.totalBookings].flatMap { Int($0) } ?? 0
      let lawful = active...active + (byHand[exam.id] ?? 0)
      if !lawful.contains(property), !run.inMotion.unwrittenCounters.contains(exam.id) {
        found.append("exam \(exam.id) shows \(property) bookings in HubSpot; \(active) are active")
      }
      if let counter = run.records.storeCounters[exam.id], !lawful.contains(counter) {
        found.append("exam \(exam.id) has \(counter) bookings in the store; \(active) are active")
      }
    }
    return found.map { AuditFinding(.counterDrift, $0) }
  }
}
