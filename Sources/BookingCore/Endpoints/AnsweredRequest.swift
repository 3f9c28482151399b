package import BookingAPI
package import HubSpotAPI
package import Ports

/// A request of the booking API that the core answers: each is one extension in this folder.
protocol AnsweredRequest: EndpointRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> Reply
}

extension BookingEngine {
  package func answer<Request: EndpointRequest>(
    _ request: Request,
    from origin: CallOrigin
  ) async throws(InstanceGone) -> Request.Reply {
    guard let answered = request as? any AnsweredRequest,
      let reply = try await answered.answered(by: self, from: origin) as? Request.Reply
    else { preconditionFailure("the core does not answer \(Request.endpoint.name)") }
    return reply
  }
}
