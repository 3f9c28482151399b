package import HubSpotAPI
package import Ports

/// Sends a call again after HubSpot refused (429) or failed (5xx) it, waiting a fixed time before each retry. The
/// customer's client: 1, 2 and 4 s, no jitter.
///
/// The last reply stands, except that a refusal does not cover an earlier failure: 429 tells the caller that the call
/// had no effect, and a try that HubSpot failed may have had one.
///
/// Only replies are retried. A call without a reply may have acted, and its caller must decide; so may a call that
/// HubSpot has failed, which is why a note is not sent again then: nothing would tell the second from the first.
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
    var failure: HubSpotResponse?
    while true {
      let response = try await inner.send(request)
      if response.status >= 500 { failure = response }
      guard Self.isSentAgain(request.call, after: response), request.tryNumber < delays.count else {
        return response.status == 429 ? failure ?? response : response
      }
      do { try await time.sleep(for: delays[request.tryNumber]) } catch { throw .instanceGone }
      request.tryNumber += 1
    }
  }

  /// A refused call had no effect. After a failure that is not known: everything but a new note can be sent twice, for
  /// updates set values, associations are joined once, and a booking's slot is unique.
  private static func isSentAgain(_ call: HubSpotCall, after response: HubSpotResponse) -> Bool {
    guard response.isRetryable else { return false }
    switch call {
    case .createObject(let input) where input.type.normalized == .notes: return response.status == 429
    case .createBatch(let type, _) where type.normalized == .notes: return response.status == 429
    default: return true
    }
  }
}
