import BookingCore
import HubSpotAPI
import Measures

/// The timelines tell what happened, each thing once.
struct NotesWritten: Invariant {
  let names = [AuditFinding.Kind.missingNote, .doubledNote, .strayNote]
  let promise = "one note for each confirmed booking and one for each cancellation, and no others"
  let cannotKnow = "whose timeline a note is on: bodies are compared"

  func findings(in run: AuditedRun) -> [AuditFinding] {
    let expected = expected(of: run)
    var found: [AuditFinding] = []
    for (body, booking) in expected.sorted(by: { $0.key < $1.key }) {
      let count = run.records.notes[body]?.count ?? 0
      if count == 0, !run.inMotion.notes.contains(body), !run.inMotion.holds(run.records.bookings[booking]) {
        found.append(AuditFinding(.missingNote, "booking \(booking) has no note \"\(body)\""))
      }
      if count > 1 {
        found.append(AuditFinding(.doubledNote, "booking \(booking) has \(count) notes \"\(body)\"; expected one"))
      }
    }
    for body in run.records.notes.keys.sorted() where expected[body] == nil && !mayBeUnfinished(body, in: run) {
      found.append(AuditFinding(.strayNote, "note \"\(body)\" tells of nothing that happened"))
    }
    return found
  }

  /// The bodies that there must be, and what they tell of.
  private func expected(of run: AuditedRun) -> [String: ObjectID] {
    var expected: [String: ObjectID] = [:]
    for booking in run.records.confirmedBookings(run.told) {
      expected[NoteItem.body(.booking, booking: booking.id, examDate: booking.examDate)] = booking.id
      if !booking.isActive, !Self.mayLackItsCancellation(booking, in: run) {
        expected[NoteItem.body(.cancellation, booking: booking.id, examDate: booking.examDate)] = booking.id
      }
    }
    return expected
  }

  /// Of a booking that was cancelled by hand the core tells nothing, unless it was cancelling it at that moment.
  private static func mayLackItsCancellation(_ booking: AuditRecords.Booking, in run: AuditedRun) -> Bool {
    booking.isEndedByHand && run.told.cancellations[booking.id] != .cancelled
  }

  /// Whether a note is that of a booking at which somebody is still at work, or was when it was cancelled by hand.
  private func mayBeUnfinished(_ body: String, in run: AuditedRun) -> Bool {
    run.records.bookings.values.contains { booking in
      (run.inMotion.holds(booking) || Self.mayLackItsCancellation(booking, in: run))
        && [Intent.Kind.booking, .cancellation].contains {
          NoteItem.body($0, booking: booking.id, examDate: booking.examDate) == body
        }
    }
  }
}
