import BookingAPI
import BookingCore
import HubSpotAPI
import Measures
import VirtualTime

/// What pages show is so, or was not long ago.
struct AnswersCurrent: Invariant {
  let names = [AuditFinding.Kind.staleAnswer]
  let promise = """
    a list, a booking, exams or credits that somebody is shown were so in HubSpot at some moment from the design's promised \
    age before the request to the answer, and what belonged on a page all that time is on it; seats taken are HubSpot's \
    number or the bookings that there were, and credits that a design counts itself are those granted less those charged; \
    nothing is older than what its instance had forgotten, for an event of HubSpot's, before it was asked
    """
  let cannotKnow = """
    whether all that a page shows was so at the same moment, for it is read by several calls; when within a booking or a \
    cancellation its seat was taken or given back, and its credit where a design counts them itself
    """

  func findings(in run: AuditedRun) -> [AuditFinding] {
    guard let records = run.records.shown else { return [] }
    let credits = JudgedCredits(run, records)
    let exams = JudgedExams(run, records)
    let freshness = Freshness(run.workedOff, records)
    return run.answers.flatMap { answer in
      var answer = answer
      answer.freshSince = freshness.since(answer)
      return complaints(about: answer, in: run, records, credits, exams).map { AuditFinding(.staleAnswer, $0) }
    }
  }

  private func complaints(
    about answer: ShownAnswer,
    in run: AuditedRun,
    _ records: ShownRecords,
    _ credits: JudgedCredits,
    _ exams: JudgedExams
  ) -> [String] {
    let age = run.promisedAge
    func text(_ what: String, _ contact: ObjectID) -> (String) -> String {
      let time = "asked at \(answer.askedAt.seconds) s, answered at \(answer.answeredAt.seconds) s"
      return { "\(what) of contact \(contact), \(time), \($0)" }
    }
    switch answer.content {
    case .list(let request, let page):
      guard let contact = records.contact(request.contact) else { return ["a list of a contact that does not exist"] }
      let list = JudgedList(request, page, of: contact, answer, in: run, records)
      var found = list.complaints
      if let told = page.credits {
        found += credits.complaints(about: told, contact, answer.span(age.answer(.credits)))
      }
      return found.map(text("the list", contact))
    case .booking(let booking, let contact):
      let span = answer.span(age.answer(.bookings))
      // What is remembered of a booking that was just made has the exam as the booking went by it.
      let exams = span.lowerBound < answer.askedAt ? answer.span(age.answer(.bookings) + age.exams) : span
      return JudgedBooking(booking, contact, span, exams: exams, records).complaints.map(text("the booking", contact))
    case .noBooking(let id, let contact):
      guard let booking = records.bookings[id], booking.contact == contact,
        booking.exists(throughout: answer.span(age.answer(.bookings)))
      else { return [] }
      return [text("the booking", contact)("is said not to exist: booking \(id)")]
    case .exams(let shown, let type):
      let time = "asked at \(answer.askedAt.seconds) s, answered at \(answer.answeredAt.seconds) s"
      // Exams are found by search, whatever counts their seats.
      let span = answer.span(age.answer(.exams), behind: run.indexLag)
      return exams.complaints(about: AvailableExams(shown), ofType: type, span).map {
        "the exams of type \(type), \(time), \($0)"
      }
    case .credits(let told, let key):
      guard let contact = records.contact(key) else { return ["credits of a contact that does not exist"] }
      return credits.complaints(about: told, contact, answer.span(age.answer(.credits))).map(
        text("the credits", contact)
      )
    }
  }
}

extension ShownAnswer {
  /// The moments of which it may tell, if it may be remembered for `age`, and what is read is `lag` behind.
  func span(_ age: Duration, behind lag: Duration = .zero) -> ClosedRange<VirtualInstant> {
    let remembered = askedAt.nanoseconds - VirtualSpan(age).nanoseconds
    let fresh = min(max(remembered, freshSince?.nanoseconds ?? 0), askedAt.nanoseconds)
    let from = max(0, fresh - VirtualSpan(lag).nanoseconds)
    return VirtualInstant(nanoseconds: min(from, answeredAt.nanoseconds))...answeredAt
  }
}

extension ShownRecords.Booking {
  /// At the very moment of a change both what was and what is are so.
  func exists(within span: ClosedRange<VirtualInstant>) -> Bool {
    createdAt <= span.upperBound && archivedAt >= span.lowerBound
  }

  func exists(throughout span: ClosedRange<VirtualInstant>) -> Bool {
    Self.holds(since: createdAt, throughout: span) && archivedAt > span.upperBound
  }

  /// What was there at the start was there before the first request.
  static func holds(since moment: VirtualInstant, throughout span: ClosedRange<VirtualInstant>) -> Bool {
    moment < span.lowerBound || moment == .start
  }
}

/// A booking as it was shown, held against what it was.
struct JudgedBooking {
  private let shown: ListedBooking
  private let contact: ObjectID
  /// The moments of which the booking is told.
  private let span: ClosedRange<VirtualInstant>
  /// Those of which its exam is.
  private let exams: ClosedRange<VirtualInstant>
  private let records: ShownRecords

  init(
    _ shown: ListedBooking,
    _ contact: ObjectID,
    _ span: ClosedRange<VirtualInstant>,
    exams: ClosedRange<VirtualInstant>,
    _ records: ShownRecords
  ) {
    self.shown = shown
    self.contact = contact
    self.span = span
    self.exams = exams
    self.records = records
  }

  var complaints: [String] {
    guard let booking = records.bookings[shown.id], booking.contact == contact, booking.exists(within: span) else {
      return ["shows booking \(shown.id), which the contact does not have"]
    }
    var found: [String] = []
    if !HandEdits.pieces(booking.statuses, during: span).contains(where: { $0.value == shown.isActive }) {
      found.append("shows booking \(shown.id) as \(shown.isActive ? "active" : "cancelled"), which it was not")
    }
    if (booking.examDate, booking.creditType) != (shown.examDate, shown.creditType) {
      found.append(
        "shows booking \(shown.id) on \(shown.examDate) for \(shown.creditType); "
          + "it is on \(booking.examDate) for \(booking.creditType)"
      )
    }
    let capacities = booking.exam.flatMap { records.capacities[$0] } ?? []
    let seen = HandEdits.pieces(capacities, during: exams).map(\.value)
    let isSeen = shown.capacity.map(seen.contains) ?? capacities.isEmpty
    if !isSeen || (shown.exam != nil && shown.exam != booking.exam) {
      let seats = shown.capacity.map { "\($0) seats" } ?? "no exam"
      found.append("shows booking \(shown.id) with \(seats), which was not so")
    }
    return found
  }
}
