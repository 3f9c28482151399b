import BookingAPI
import BookingCore
import HubSpotAPI
import Ports
import VirtualTime

/// A page of a list as it was shown, held against what there was.
struct JudgedList {
  private let request: BookingListRequest
  private let page: BookingPage
  private let contact: ObjectID
  /// The moments of which the list is told.
  private let span: ClosedRange<VirtualInstant>
  /// Those of which the exams on it are.
  private let exams: ClosedRange<VirtualInstant>
  /// The dates that were today.
  private let today: ClosedRange<String>
  /// Whether a booking is on the list by its association with the contact, and not by its own word.
  private let goesByAssociations: Bool
  private let records: ShownRecords

  init(
    _ request: BookingListRequest,
    _ page: BookingPage,
    of contact: ObjectID,
    _ answer: ShownAnswer,
    in run: AuditedRun,
    _ records: ShownRecords
  ) {
    let age = run.promisedAge
    self.request = request
    self.page = page
    self.contact = contact
    self.records = records
    exams = answer.span(age.answer(.lists))
    span = answer.span(age.answer(.lists), behind: age.areListsSearched ? run.indexLag : .zero)
    today = run.date(exams.lowerBound)...run.date(exams.upperBound)
    goesByAssociations = !age.areListsSearched
  }

  var complaints: [String] { page.bookings.flatMap(complaints(about:)) + disorder + missing }

  private func complaints(about shown: ListedBooking) -> [String] {
    let isMeant =
      switch request.filter {
      case .all: true
      case .upcoming: shown.isActive && shown.examDate >= today.lowerBound
      case .past: shown.examDate < today.upperBound
      }
    return JudgedBooking(shown, contact, span, exams: exams, records).complaints
      + (isMeant ? [] : ["shows booking \(shown.id), which is not \(request.filter.rawValue)"])
  }

  private var disorder: [String] {
    let places = page.bookings.map { Place($0.examDate, $0.id) }
    let isOrdered = zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
    return isOrdered && places.count <= request.limit ? [] : ["is not in order, or longer than was asked for"]
  }

  /// What belonged on the page at every moment of which it may tell, and is not there.
  private var missing: [String] {
    let begin = request.cursor.flatMap { ListCursor($0) }?.place
    // A page that others follow ends with its last booking.
    let end = page.cursor == nil ? nil : page.bookings.last.map { Place($0.examDate, $0.id) }
    let shown = Set(page.bookings.map(\.id))
    return (records.byContact[contact] ?? []).filter { booking in
      guard !shown.contains(booking.id), isListed(throughout: booking) else { return false }
      if let begin, booking.examDate < begin.date { return false }
      if let begin, booking.examDate == begin.date, begin.shown.contains(booking.id) { return false }
      return end.map { Place(booking.examDate, booking.id) < $0 } ?? true
    }
    .map { "leaves out booking \($0.id), which belonged there" }
  }

  private func isListed(throughout booking: ShownRecords.Booking) -> Bool {
    guard booking.exists(throughout: span) else { return false }
    if goesByAssociations {
      guard let since = booking.associatedAt, ShownRecords.Booking.holds(since: since, throughout: span) else {
        return false
      }
    }
    switch request.filter {
    case .all: return true
    case .upcoming:
      return booking.examDate >= today.upperBound
        && HandEdits.pieces(booking.statuses, during: span).allSatisfy(\.value)
    case .past: return booking.examDate < today.lowerBound
    }
  }

  /// Where a booking stands in a list.
  private struct Place: Comparable {
    let date: String
    let id: ObjectID

    init(_ date: String, _ id: ObjectID) {
      self.date = date
      self.id = id
    }

    static func < (left: Place, right: Place) -> Bool { (left.date, left.id) < (right.date, right.id) }
  }
}
