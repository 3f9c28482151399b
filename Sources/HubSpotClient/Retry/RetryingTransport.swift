package import Composition
package import HubSpotAPI
import Ports

/// Sends a call again after HubSpot refused (429) or failed (5xx) it, waiting a fixed time before each retry. The
/// customer's client: 1, 2 and 4 s, no jitter.
///
/// The last reply stands, except that a refusal does not cover an earlier failure: 429 tells the caller that the call
/// had no effect, and a try that HubSpot failed may have had one.
///
/// Only replies are retried. A call without a reply may have acted, and its caller must decide; so may a call that
/// HubSpot has failed, which is why it is not sent again when a second effect could not be told from the first.
package struct RetryingTransport: TransportLayer {
  private let inner: any HubSpotTransport
  private let time: any TimeSource
  private let settings: ClientSettings

  package init(_ context: ClientContext) {
    inner = context.transport
    time = context.time
    settings = context.settings
  }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    var request = request
    let delays = settings.retryDelays
    var failure: HubSpotResponse?
    while true {
      request.isLastTry = request.tryNumber >= delays.count
      let response = try await inner.send(request)
      if response.status >= 500 { failure = response }
      guard isSentAgain(request.call, after: response), !request.isLastTry else {
        return response.status == 429 ? failure ?? response : response
      }
      let delay = delays[request.tryNumber]
      // Nobody would wait for the reply.
      if let deadline = request.deadline, time.now + delay > deadline {
        return response.status == 429 ? failure ?? response : response
      }
      do { try await time.sleep(for: delay) } catch { throw .instanceGone }
      request.tryNumber += 1
      request.turn = nil
    }
  }

  /// A refused call had no effect. After a failure that is not known.
  private func isSentAgain(_ call: HubSpotCall, after response: HubSpotResponse) -> Bool {
    response.status == 429 || (response.isRetryable && settings.mayBeRepeated(call))
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// The customer's retry: after 1, 2 and 4 s unless the scenario says otherwise.
  package static var fixedDelays: Self { Part("fixed-delays") { RetryingTransport($0) } }
}
