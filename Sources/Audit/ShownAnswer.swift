package import BookingAPI
import BookingCore
import HubSpotAPI
package import VirtualTime

/// What the booking API has shown to a visitor who changed nothing by asking, for the audit to hold against the records.
package struct ShownAnswer: Sendable {
  enum Content: Sendable {
    case list(BookingListRequest, BookingPage)
    case booking(ListedBooking, of: ObjectID)
    /// The contact has no such booking.
    case noBooking(ObjectID, of: ObjectID)
    case credits([String: Int], of: ContactKey)
    case exams([ExamAvailability], type: String)
  }

  let content: Content
  let askedAt: VirtualInstant
  let answeredAt: VirtualInstant
  /// Which instance gave it; nil when that is not known.
  package var instance: Int?
  /// The moment before which nothing of it was read, by what its instance had forgotten before it was asked.
  var freshSince: VirtualInstant?

  /// Whether answers to such requests are held against the records at all: told without a look at any, for most requests
  /// of a run are of other kinds.
  package static func isShown<Request: EndpointRequest>(to request: Request.Type) -> Bool {
    request == BookingListRequest.self || request == BookingDetailRequest.self || request == CreditCheckRequest.self
      || request == ExamAvailabilityRequest.self || request == DiscussionAvailabilityRequest.self
  }

  /// nil for an answer that shows nothing: a failure, or a refusal of the question.
  package init?(
    _ request: some EndpointRequest,
    _ reply: some EndpointReply,
    askedAt: VirtualInstant,
    answeredAt: VirtualInstant
  ) {
    guard let content = Self.content(request, reply) else { return nil }
    self.init(content, askedAt: askedAt, answeredAt: answeredAt)
  }

  init(_ content: Content, askedAt: VirtualInstant, answeredAt: VirtualInstant) {
    self.content = content
    self.askedAt = askedAt
    self.answeredAt = answeredAt
  }

  private static func content(_ request: some EndpointRequest, _ reply: some EndpointReply) -> Content? {
    if let request = request as? BookingListRequest, case .listed(let page)? = reply as? BookingListOutcome {
      return .list(request, page)
    }
    if let request = request as? CreditCheckRequest, case .told(let credits)? = reply as? CreditCheckOutcome {
      return .credits(credits, of: request.contact)
    }
    if case .found(let available)? = reply as? LookUpOutcome<AvailableExams> {
      let type = (request as? ExamAvailabilityRequest)?.type ?? BookingSchema.discussionType
      return .exams(available.exams, type: type)
    }
    guard let request = request as? BookingDetailRequest, let reply = reply as? BookingDetailOutcome else { return nil }
    switch reply {
    case .found(let booking): return .booking(booking, of: request.contact)
    case .refused(.bookingNotFound): return .noBooking(request.booking, of: request.contact)
    case .refused, .failed: return nil
    }
  }
}
