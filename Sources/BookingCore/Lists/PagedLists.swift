package import BookingAPI
package import HubSpotAPI

/// Reads no more bookings than the page shows: by a search, sorted by date, that goes on behind the last one shown. What it
/// shows is as old as the search index.
package struct PagedLists: BookingLists {
  private let reads = BatchReads()

  package init() {}

  package var readsBySearch: Bool { true }

  package var counts: any BookingCounts { AssociatedCounts() }

  package func page(_ query: ListQuery, _ client: CRMClient) async throws(Interruption) -> ListedPage {
    let search = ObjectSearch(
      BookingSchema.bookings,
      filterGroups: query.searchGroups,
      properties: ListedBooking.properties,
      sort: ObjectSearch.Sort(BookingSchema.Booking.examDate, .ascending),
      limit: query.limit
    )
    let page = try await client.search(search, Labels.bookingPage)
    let bookings = try await reads.listed(page.objects, client).inListOrder
    return ListedPage(bookings: bookings, hasMore: page.total > page.objects.count)
  }

  package func listed(_ bookings: [HubSpotObject], _ client: CRMClient) async throws(Interruption) -> [ListedBooking] {
    try await reads.listed(bookings, client)
  }
}

extension ListQuery {
  /// The groups of filters that find the bookings of the list behind `after`. HubSpot sorts by one property only: of the
  /// date at which the page before ended, those that it has shown are left out by their ids.
  var searchGroups: [[ObjectSearch.Filter]] {
    let names = BookingSchema.Booking.self
    var own: [ObjectSearch.Filter] = [.init(names.contact, .equals(contact.description))]
    switch filter {
    case .all: break
    case .upcoming:
      own.append(.init(names.status, .equals(BookingSchema.Status.active.rawValue)))
      own.append(.init(names.examDate, .isAtLeast(today)))
    case .past: own.append(.init(names.examDate, .isLess(than: today)))
    }
    guard let after else { return [own] }
    let later: [ObjectSearch.Filter] = own + [.init(names.examDate, .isMore(than: after.date))]
    let sameDate: [ObjectSearch.Filter] =
      own + [
        .init(names.examDate, .equals(after.date)),
        .init("hs_object_id", .isNoneOf(after.shown.map(\.description))),
      ]
    return [later, sameDate]
  }
}
