import BookingAPI
import HubSpotAPI
import Ports

extension BookingListRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> BookingListOutcome {
    try await BookingListOutcome.found { () async throws(Interruption) in
      .listed(try await page(engine, engine.context.client(for: origin)))
    }
  }

  private func page(_ engine: BookingEngine, _ client: CRMClient) async throws(Interruption) -> BookingPage {
    guard (1...Self.longestPage).contains(limit) else { throw .refused(.invalidPage) }
    let place = try cursor.map { (text) throws(Interruption) in
      guard let cursor = ListCursor(text) else { throw Interruption.refused(.invalidCursor) }
      return cursor
    }
    let contact = try await ContactLookUp.id(of: contact, engine, client)
    if let place, place.contact != contact || place.filter != filter { throw .refused(.invalidCursor) }
    let query = ListQuery(
      contact: contact,
      filter: filter,
      today: CalendarDate(engine.context.time.now).description,
      limit: limit,
      after: place?.place
    )
    let lists = engine.parts[Roles.lists]
    let key = CacheKey.list(query, page: cursor ?? "", isSearched: lists.readsBySearch)
    let page = try await engine.parts[Roles.cache].value(key, for: client.origin) { () async throws(Interruption) in
      try await lists.page(query, client)
    }
    let credits = withCredits ? try await KnownCredits.balance(of: contact, engine, client).credits : nil
    let next = page.hasMore ? ListPlace(behind: page.bookings, after: query.after) : nil
    return BookingPage(
      bookings: page.bookings,
      cursor: next.map { ListCursor(contact: contact, filter: filter, place: $0).text },
      credits: credits
    )
  }
}
