package import Composition
package import HubSpotAPI

/// The retries of HubSpot's own client for Node: before the k-th one 10 s times k after a refusal by the ten-second limit, 1 s
/// times k after one by the search limit, 200 ms times k after a failure; none after a refusal by the day or by a limit that it
/// does not know.
///
/// Source: github.com/HubSpot/hubspot-api-nodejs, `src/services/decorators/RetryDecorator.ts`. `numberOfApiCallRetries` is
/// there how often a call is sent in all, at most 6, which is what is taken here. Two things differ, both by this room's order
/// of layers and promises: a retry waits for a turn of its own, and a failed call that must not be repeated is not.
package struct NodeClientRetry: TransportLayer {
  private static let tries = 6

  private let loop: RetryLoop

  package init(_ context: ClientContext) { loop = RetryLoop(context) }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    try await loop.send(request, tries: Self.tries) { request, response in
      Self.unit(response).map { $0 * (request.tryNumber + 1) }
    }
  }

  private static func unit(_ response: HubSpotResponse) -> Duration? {
    switch response.refusingPolicy {
    case .tenSecond: .seconds(10)
    case .search: .seconds(1)
    case nil where response.status >= 500: .milliseconds(200)
    default: nil
    }
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// HubSpot's own client for Node.
  package static var nodeClientRetry: Self { Part("node-client") { NodeClientRetry($0) } }
}
