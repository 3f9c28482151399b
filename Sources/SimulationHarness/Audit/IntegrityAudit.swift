import BookingCore
import HubSpotAPI
import LoadGeneration
import Measures
import SimulatedHubSpot
import SimulatedRedis

/// Compares, after a run, what stands in HubSpot with what visitors were told. It trusts HubSpot's records and the
/// visitors, never what the core counted.
///
/// What it promises, invariant by invariant, and what each cannot know, stands in `docs/model.md`. A run that did not
/// come to rest is judged by what must hold at every moment; of the rest, what the core says that it has still to do is
/// not called wrong (`InMotion`).
struct IntegrityAudit {
  let records: AuditRecords
  let told: BookingRecord
  let portal: BookingPortal
  /// Nothing of a run that is at rest is in motion.
  let inMotion: InMotion
  let isAtRest: Bool
  var findings: [AuditFinding] = []
  /// The numbers of the refused wishes that were refused lawfully.
  var lawfulRefusals: Set<Int> = []

  init(_ records: AuditRecords, told: BookingRecord, portal: BookingPortal, isAtRest: Bool = true) {
    self.records = records
    self.told = told
    self.portal = portal
    self.isAtRest = isAtRest
    inMotion = isAtRest ? InMotion() : records.inMotion
  }

  mutating func run() {
    checkSeats()
    checkDates()
    checkConfirmations()
    checkStrayBookings()
    checkCredits()
    checkAssociations()
    checkNotes()
    checkCounters()
    checkStore()
    checkRefusals()
    checkLedger()
    for violation in records.violations { found(.limitExceeded, violation) }
  }

  mutating func found(_ kind: AuditFinding.Kind, _ detail: String) { findings.append(AuditFinding(kind, detail)) }

  /// At no time more active bookings than seats.
  private mutating func checkSeats() {
    for exam in portal.exams {
      let peak = records.byExam[exam.id]?.peak ?? 0
      if peak > portal.capacity {
        found(.oversoldExam, "exam \(exam.id) had \(peak) active bookings at once; it has \(portal.capacity) seats")
      }
    }
  }

  /// At no time two active bookings of one contact on one date.
  private mutating func checkDates() {
    for (slot, occupancy) in records.bySlot.sorted(by: { $0.key < $1.key }) where occupancy.peak > 1 {
      found(.doubleBooking, "contact and date \(slot) had \(occupancy.peak) active bookings at once; expected one")
    }
  }

  /// Who was told "confirmed" has the booking, unless it was cancelled since. Whoever gave up a cancellation cannot know
  /// what became of it: then either is right.
  private mutating func checkConfirmations() {
    for record in told.wishes {
      guard case .confirmed(let id, let exam) = record.end else { continue }
      let owner = record.wish.contact
      guard let booking = records.bookings[id], booking.contact == owner, booking.exam == exam else {
        found(
          .confirmationWithoutBooking,
          "visitor \(record.wish.visitor) was told booking \(id), which does not exist"
        )
        continue
      }
      let shouldStand = told.cancellations[id].map { $0 == .refused } ?? true
      if shouldStand, !booking.isActive {
        found(.confirmationWithoutBooking, "booking \(id) of contact \(owner) was confirmed and is not active")
      }
      if told.cancellations[id] == .cancelled, booking.isActive {
        found(.confirmationWithoutBooking, "booking \(id) of contact \(owner) is active; it was confirmed as cancelled")
      }
    }
  }

  /// Every active booking was confirmed to its visitor. One whose visitor had a time-out and gave up cannot know of it:
  /// that is lawful if the core tells those who ask again.
  private mutating func checkStrayBookings() {
    let confirmed = Set(records.confirmedBookings(told).map(\.id))
    for booking in records.activeBookings where !confirmed.contains(booking.id) && !inMotion.holds(booking) {
      let text = "booking \(booking.id) of contact \(booking.contact) is active; its visitor was never told"
      let late = told.lateAnswers[booking.id].map { ", and is told \($0.code) when asking again" } ?? ""
      found(.bookingWithoutConfirmation, text + late)
    }
  }

  /// A contact's credits are those at the start less one for each active booking of the type.
  private mutating func checkCredits() {
    var used: [String: Int] = [:]
    for booking in records.activeBookings { used["\(booking.contact)/\(booking.creditType)", default: 0] += 1 }
    for contact in records.contacts where !inMotion.contacts.contains(contact.id) {
      for type in BookingSchema.creditTypes {
        let expected = portal.creditsPerType - (used["\(contact.id)/\(type)"] ?? 0)
        let credits = contact[BookingSchema.Contact.credits(type)].flatMap { Int($0) }
        if credits != expected {
          let shown = credits.map(String.init) ?? "no"
          found(.wrongCredits, "contact \(contact.id) has \(shown) credits of type \(type); expected \(expected)")
        }
      }
    }
  }

  /// Every booking that was confirmed is associated with its contact and its exam.
  private mutating func checkAssociations() {
    for booking in records.confirmedBookings(told) where !inMotion.associations.contains(booking.id) {
      if records.contactAssociatedAt[booking.id] == nil {
        found(.missingAssociation, "booking \(booking.id) is not associated with contact \(booking.contact)")
      }
      if records.examAssociatedAt[booking.id] == nil {
        found(.missingAssociation, "booking \(booking.id) is not associated with exam \(booking.exam)")
      }
    }
  }

  /// One note for each confirmed booking and one for each cancelled one; no others.
  private mutating func checkNotes() {
    var expected: [String: ObjectID] = [:]
    for booking in records.confirmedBookings(told) {
      expected[NoteItem.body(.booking, booking: booking.id, examDate: booking.examDate)] = booking.id
      if !booking.isActive {
        expected[NoteItem.body(.cancellation, booking: booking.id, examDate: booking.examDate)] = booking.id
      }
    }
    for (body, booking) in expected.sorted(by: { $0.key < $1.key }) {
      let count = records.notes[body]?.count ?? 0
      if count == 0, !inMotion.notes.contains(body), !inMotion.holds(records.bookings[booking]) {
        found(.missingNote, "booking \(booking) has no note \"\(body)\"")
      }
      if count > 1 { found(.doubledNote, "booking \(booking) has \(count) notes \"\(body)\"; expected one") }
    }
    for body in records.notes.keys.sorted() where expected[body] == nil && !mayBeUnfinished(note: body) {
      found(.strayNote, "note \"\(body)\" tells of nothing that happened")
    }
  }

  /// Whether a note is that of a booking at which somebody is still at work.
  private func mayBeUnfinished(note body: String) -> Bool {
    records.bookings.values.contains { booking in
      inMotion.holds(booking)
        && [Intent.Kind.booking, .cancellation].contains {
          NoteItem.body($0, booking: booking.id, examDate: booking.examDate) == body
        }
    }
  }

  /// HubSpot's counter and the store's equal the active bookings.
  private mutating func checkCounters() {
    for exam in records.exams where !inMotion.exams.contains(exam.id) {
      let active = records.byExam[exam.id]?.atEnd ?? 0
      let property = exam[BookingSchema.Exam.totalBookings].flatMap { Int($0) } ?? 0
      if property != active, !inMotion.unwrittenCounters.contains(exam.id) {
        found(.counterDrift, "exam \(exam.id) shows \(property) bookings in HubSpot; \(active) are active")
      }
      if let counter = records.storeCounters[exam.id], counter != active {
        found(.counterDrift, "exam \(exam.id) has \(counter) bookings in the store; \(active) are active")
      }
    }
  }

  /// Nothing is left in queues, in dead-letter queues or half-done. Of a run that did not come to rest that is said
  /// already, as what was left.
  private mutating func checkStore() {
    for (queue, count) in records.queued.sorted(by: { $0.key < $1.key }) where isAtRest {
      found(.itemLeftInQueue, "\(queue) holds \(count) items; expected none")
    }
    for (queue, count) in records.deadLetters.sorted(by: { $0.key < $1.key }) {
      found(.itemInDeadLetterQueue, "\(queue) holds \(count) items; expected none")
    }
    if records.unfinishedIntents > 0, isAtRest {
      found(.unfinishedIntent, "\(records.unfinishedIntents) intents are unfinished; expected none")
    }
  }

  /// Every wish has exactly one end.
  private mutating func checkLedger() {
    let open = told.wishes.filter { $0.end == nil }.count
    if open > 0 { found(.unbalancedLedger, "\(open) of \(told.wishes.count) wishes have no end") }
    if told.left != told.visitors {
      found(.unbalancedLedger, "\(told.visitors) visitors came and \(told.left) left")
    }
  }
}
