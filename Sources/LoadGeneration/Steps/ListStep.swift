package import BookingAPI

/// Looks at the visitor's own bookings, and turns pages. Whatever the list could find out, the visitor goes on, and does not
/// come back for it.
package struct ListStep: VisitorStep {
  package var filter: BookingFilter
  /// Bookings on a page.
  package var limit: Int
  /// How many pages are looked at, if there are so many.
  package var pagesAtMost: Int
  /// Whether the page shows the credits, too.
  package var withCredits: Bool

  package init(
    filter: BookingFilter = .all,
    limit: Int = 10,
    pagesAtMost: Int = 1,
    withCredits: Bool = false
  ) {
    self.filter = filter
    self.limit = limit
    self.pagesAtMost = pagesAtMost
    self.withCredits = withCredits
  }

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    var cursor: String?
    for _ in 0..<pagesAtMost {
      let request = BookingListRequest(
        contact: .id(visit.contact),
        filter: filter,
        limit: limit,
        cursor: cursor,
        withCredits: withCredits
      )
      guard case .listed(let page) = try await visit.ask(request), let next = page.cursor else { return .goesOn }
      cursor = next
    }
    return .goesOn
  }
}
