package import HubSpotAPI
package import Ports

/// The product as its users know it, behind one door: visitors, scripts and fronts send it requests and know nothing of
/// what answers them.
package protocol BookingService: Sendable {
  /// Answers a request.
  ///
  /// - Throws: `InstanceGone` when the instance died under the request; whether it had an effect is not known.
  func answer<Request: EndpointRequest>(
    _ request: Request,
    from origin: CallOrigin
  ) async throws(InstanceGone) -> Request.Reply
}

/// The endpoints that there are, in the order in which lists show them. A new one is a file of its own here, what the
/// core does for it, and an entry in this list.
package enum BookingAPI {
  package static let requests: [any EndpointRequest.Type] = [
    BrowseRequest.self, BookingRequest.self, CancellationRequest.self, BookingListRequest.self,
    BookingDetailRequest.self, CreditCheckRequest.self, ExamAvailabilityRequest.self,
    DiscussionAvailabilityRequest.self, CapacitySyncRequest.self, CacheStatisticsRequest.self,
    BookingSyncRequest.self, CacheInvalidationRequest.self,
    QueueStatusRequest.self, QueueWithdrawalRequest.self, FailedBookingsRequest.self, CronRequest.self,
  ]

  package static var endpoints: [Endpoint] { requests.map { $0.endpoint } }
}
