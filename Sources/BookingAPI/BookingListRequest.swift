package import HubSpotAPI

/// Which of a contact's bookings a list shows.
package enum BookingFilter: String, Hashable, Sendable, CaseIterable {
  /// Every booking, cancelled ones too.
  case all
  /// Active bookings of today and later.
  case upcoming
  /// Bookings of exams before today, cancelled ones too.
  case past
}

/// Lists a contact's bookings by date and id, a page at a time.
package struct BookingListRequest: Hashable, Sendable {
  /// The most bookings that a page can have.
  package static let longestPage = 100

  package var contact: ContactKey
  package var filter: BookingFilter
  /// 1 to 100.
  package var limit: Int
  /// As the page before gave it; nil for the first page.
  package var cursor: String?
  /// Whether the reply tells the contact's credits too.
  package var withCredits: Bool

  package init(
    contact: ContactKey,
    filter: BookingFilter = .all,
    limit: Int = 10,
    cursor: String? = nil,
    withCredits: Bool = false
  ) {
    self.contact = contact
    self.filter = filter
    self.limit = limit
    self.cursor = cursor
    self.withCredits = withCredits
  }
}

extension BookingListRequest: EndpointRequest {
  package typealias Reply = BookingListOutcome

  package static let endpoint = Endpoint("list", .get, "/api/bookings/list", "A page of a contact's bookings.")

  package var subject: ObjectID? { nil }

  package var json: JSONValue {
    var members =
      contact.members + [
        JSONValue.Member("filter", .string(filter.rawValue)), JSONValue.Member("limit", .integer(Int64(limit))),
        JSONValue.Member("credits", .bool(withCredits)),
      ]
    if let cursor { members.append(JSONValue.Member("after", .string(cursor))) }
    return .object(members)
  }

  package init(json: JSONValue) throws(FieldProblem) {
    let filters = BookingFilter.allCases.map(\.rawValue).joined(separator: ", ")
    guard let filter = BookingFilter(rawValue: try json.text("filter", or: BookingFilter.all.rawValue)) else {
      throw FieldProblem("filter", expected: "one of \(filters)")
    }
    self.init(
      contact: try ContactKey(json: json),
      filter: filter,
      limit: try json.number("limit", in: 1...Self.longestPage, or: 10),
      cursor: json["after"] == nil ? nil : try json.text("after"),
      withCredits: try json.flag("credits", or: false)
    )
  }
}

/// A page of bookings, by date and id.
package struct BookingPage: Hashable, Sendable {
  package let bookings: [ListedBooking]
  /// What the request for the next page gives; nil on the last page.
  package let cursor: String?
  /// By exam type; nil when they were not asked for.
  package let credits: [String: Int]?

  package init(bookings: [ListedBooking], cursor: String?, credits: [String: Int]? = nil) {
    self.bookings = bookings
    self.cursor = cursor
    self.credits = credits
  }
}

/// The answer to a request for a list.
package enum BookingListOutcome: Hashable, Sendable {
  case listed(BookingPage)
  case refused(RefusalReason)
  case failed(RetryableReason)
}

extension BookingListOutcome: EndpointReply {
  package var verdict: Verdict {
    switch self {
    case .listed: .answered(Self.listedCode)
    case .refused(let reason): .refused(reason)
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] {
    guard case .listed(let page) = self else { return [] }
    var members = [JSONValue.Member("bookings", .array(page.bookings.map(\.json)))]
    if let cursor = page.cursor { members.append(JSONValue.Member("next", .string(cursor))) }
    if let credits = page.credits { members.append(JSONValue.Member("credits", .counts(credits))) }
    return members
  }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if let reason = RefusalReason(rawValue: code) {
      self = .refused(reason)
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else if code == Self.listedCode {
      var bookings: [ListedBooking] = []
      for element in try json.elements("bookings") { bookings.append(try ListedBooking(json: element)) }
      self = .listed(
        BookingPage(
          bookings: bookings,
          cursor: json["next"] == nil ? nil : try json.text("next"),
          credits: json["credits"] == nil ? nil : try json.counts("credits")
        )
      )
    } else {
      throw FieldProblem("code", expected: "\(Self.listedCode), a refusal or a failure")
    }
  }

  private static let listedCode = "LISTED"
}
