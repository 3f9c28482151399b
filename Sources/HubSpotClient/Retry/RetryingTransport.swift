package import Composition
package import HubSpotAPI

/// Sends a call again after HubSpot refused (429) or failed (5xx) it, waiting a fixed time before each retry. The
/// customer's client: 1, 2 and 4 s, no jitter.
///
/// Only replies are retried. A call without a reply may have acted, and its caller must decide; so may a call that
/// HubSpot has failed, which is why it is not sent again when a second effect could not be told from the first.
package struct RetryingTransport: TransportLayer {
  private let loop: RetryLoop
  private let delays: [Duration]

  package init(_ context: ClientContext) {
    loop = RetryLoop(context)
    delays = context.settings.retryDelays
  }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    try await loop.send(request, tries: delays.count + 1) { request, _ in delays[request.tryNumber] }
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// The customer's retry: after 1, 2 and 4 s unless the scenario says otherwise.
  package static var fixedDelays: Self { Part("fixed-delays") { RetryingTransport($0) } }
}
