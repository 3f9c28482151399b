import BookingAPI
import BookingCore
import HubSpotAPI
import LoadGeneration
import VirtualTime

/// Exams with their seats as they were shown, held against what there was.
struct JudgedExams {
  private let run: AuditedRun
  private let records: ShownRecords
  private let bookings: [ObjectID: [AuditRecords.Booking]]

  init(_ run: AuditedRun, _ records: ShownRecords) {
    self.run = run
    self.records = records
    bookings = Dictionary(grouping: run.records.bookings.values, by: \.exam)
  }

  /// - Parameter span: the moments of which the page may tell.
  func complaints(
    about shown: AvailableExams,
    ofType type: String,
    _ span: ClosedRange<VirtualInstant>
  ) -> [String] {
    let places = shown.exams.map { ($0.date, $0.exam) }
    let isOrdered = zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
    let listed = Set(shown.exams.map(\.exam))
    let missing = records.exams.filter { id, exam in
      exam.type == type && !listed.contains(id) && exam.date >= run.date(span.upperBound)
        && exam.isOpen(throughout: span)
    }
    return shown.exams.flatMap { complaints(about: $0, ofType: type, span) }
      + (isOrdered ? [] : ["are not in order"])
      + missing.keys.sorted().map { "leave out exam \($0), which could be booked" }
  }

  private func complaints(
    about shown: ExamAvailability,
    ofType type: String,
    _ span: ClosedRange<VirtualInstant>
  ) -> [String] {
    guard let exam = records.exams[shown.exam], exam.type == type, shown.type == type, exam.date == shown.date,
      exam.date >= run.date(span.lowerBound),
      exam.isOpen(within: span)
    else { return ["show exam \(shown.exam), which could not be booked"] }
    var found: [String] = []
    let capacities = HandEdits.pieces(records.capacities[shown.exam] ?? [], during: span)
    if !capacities.contains(where: { $0.value == shown.capacity }) {
      found.append("show exam \(shown.exam) with \(shown.capacity) seats, which it did not have")
    }
    if !mayBeTaken(shown.taken, of: shown.exam, span) {
      found.append("show exam \(shown.exam) with \(shown.taken) seats taken, which was not so")
    }
    return found
  }

  /// Whether it stood in HubSpot, or is how many bookings there were.
  private func mayBeTaken(_ count: Int, of exam: ObjectID, _ span: ClosedRange<VirtualInstant>) -> Bool {
    let numbers = (run.records.counterSteps[exam] ?? []).map { HandEdits.Step(at: $0.at, value: $0.count) }
    if HandEdits.pieces(numbers, during: span).contains(where: { $0.value == count }) { return true }
    let own = bookings[exam] ?? []
    let certain = own.count { isTaken($0, throughout: span) }
    guard count >= certain else { return false }
    return count <= own.count { mayBeTaken($0, within: span) } + seatsInQuestion(within: span)
  }

  /// Associations are what bookings are counted by where they are counted at once.
  private func isTaken(_ booking: AuditRecords.Booking, throughout span: ClosedRange<VirtualInstant>) -> Bool {
    guard let associatedAt = run.records.examAssociatedAt[booking.id] else { return false }
    return ShownRecords.Booking.holds(since: max(booking.createdAt, associatedAt), throughout: span)
      && booking.endedAt.map { $0 > span.upperBound } ?? true
  }

  /// Nobody tells the core of what is cancelled by hand; what was undone may have held its seat for long.
  private func mayBeTaken(_ booking: AuditRecords.Booking, within span: ClosedRange<VirtualInstant>) -> Bool {
    guard booking.createdAt <= span.upperBound else { return false }
    if booking.isActive || booking.isEndedByHand || booking.isArchived { return true }
    return run.told.cancelledAt[booking.id].map { $0 >= span.lowerBound } ?? true
  }

  /// Seats may be held for bookings that were never made: of wishes that were open, or came to nothing.
  private func seatsInQuestion(within span: ClosedRange<VirtualInstant>) -> Int {
    run.told.wishes.count { wish in
      guard wish.wishedAt <= span.upperBound else { return false }
      switch wish.end {
      case .confirmed, .refused, .withdrawn: return wish.endedAt >= span.lowerBound
      case .failed, .abandoned, nil: return true
      }
    }
  }
}
