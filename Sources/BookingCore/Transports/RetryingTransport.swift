package import HubSpotAPI
package import Ports

/// Sends a call again after HubSpot refused (429) or failed (5xx) it, waiting a fixed time before each retry; the last
/// reply stands, whatever it is. The customer's client: 1, 2 and 4 s, no jitter.
///
/// Only replies are retried. A call without a reply may have acted, and its caller must decide.
package struct RetryingTransport: HubSpotTransport {
  private let inner: any HubSpotTransport
  private let time: any TimeSource
  private let delays: [Duration]

  package init(_ inner: any HubSpotTransport, time: any TimeSource, delays: [Duration]) {
    self.inner = inner
    self.time = time
    self.delays = delays
  }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    var request = request
    while true {
      let response = try await inner.send(request)
      guard response.isRetryable, request.tryNumber < delays.count else { return response }
      do { try await time.sleep(for: delays[request.tryNumber]) } catch { throw .instanceGone }
      request.tryNumber += 1
    }
  }
}
