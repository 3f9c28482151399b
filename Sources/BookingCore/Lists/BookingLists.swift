package import BookingAPI
package import Composition
package import HubSpotAPI
import Ports

/// Reads a page of a contact's bookings, in the order of their exams' dates and of their ids.
///
/// A page is all or nothing: a booking that could not be read is never left out of it.
package protocol BookingLists: Sendable {
  /// - Throws: `.failed` when a read did not succeed.
  func page(_ query: ListQuery, _ client: CRMClient) async throws(Interruption) -> ListedPage

  /// Whether pages are read by search, and so are as old as its index.
  var readsBySearch: Bool { get }

  /// How the bookings of exams are counted by whoever reads lists like this.
  var counts: any BookingCounts { get }

  /// Bookings that were read, each with its exam.
  func listed(_ bookings: [HubSpotObject], _ client: CRMClient) async throws(Interruption) -> [ListedBooking]
}

extension Roles {
  /// Reads lists of bookings.
  package static let lists = Role<CoreContext, any BookingLists>(
    "lists",
    [.nPlusOne, .batched, .paged],
    standard: .nPlusOne
  )
}

extension Part where Context == CoreContext, Service == any BookingLists {
  package static var nPlusOne: Self { Part("n-plus-1") { _ in WholeLists(SingleReads()) } }
  package static var batched: Self { Part("batched") { _ in WholeLists(BatchReads()) } }
  package static var paged: Self { Part("paged") { _ in PagedLists() } }
}

/// What is asked of a list.
package struct ListQuery: Hashable, Sendable {
  package let contact: ObjectID
  package let filter: BookingFilter
  /// `YYYY-MM-DD`: what is before it is past.
  package let today: String
  package let limit: Int
  /// nil for the first page.
  package let after: ListPlace?

  package init(contact: ObjectID, filter: BookingFilter, today: String, limit: Int, after: ListPlace?) {
    self.contact = contact
    self.filter = filter
    self.today = today
    self.limit = limit
    self.after = after
  }

  /// Whether a booking belongs into the list, on whatever page.
  package func includes(_ booking: ListedBooking) -> Bool {
    switch filter {
    case .all: true
    case .upcoming: booking.isActive && booking.examDate >= today
    case .past: booking.examDate < today
    }
  }
}

/// Where a page of a list ends: at a date, with those of its bookings that have been shown.
///
/// A number of bookings to pass over would show one twice, or skip one, whenever another comes or goes before it; and a
/// date alone would do so with bookings of one date.
package struct ListPlace: Hashable, Sendable {
  package let date: String
  /// The bookings of the date that this and earlier pages have shown.
  package let shown: [ObjectID]

  package init(date: String, shown: [ObjectID]) {
    self.date = date
    self.shown = shown
  }

  /// Whether a booking comes on a later page.
  package func isBefore(_ booking: ListedBooking) -> Bool {
    booking.examDate == date ? !shown.contains(booking.id) : booking.examDate > date
  }

  /// The place behind a page that began at another; nil for an empty page.
  package init?(behind page: [ListedBooking], after earlier: ListPlace?) {
    guard let date = page.last?.examDate else { return nil }
    let before = earlier?.date == date ? earlier?.shown ?? [] : []
    self.init(date: date, shown: before + page.filter { $0.examDate == date }.map(\.id))
  }
}

/// A page as it was read.
package struct ListedPage: Hashable, Sendable {
  /// By date and id.
  package let bookings: [ListedBooking]
  package let hasMore: Bool

  package init(bookings: [ListedBooking], hasMore: Bool) {
    self.bookings = bookings
    self.hasMore = hasMore
  }
}

extension [ListedBooking] {
  /// In the order of lists.
  var inListOrder: [ListedBooking] { sorted { ($0.examDate, $0.id) < ($1.examDate, $1.id) } }
}
