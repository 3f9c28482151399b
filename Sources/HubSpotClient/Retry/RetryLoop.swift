import HubSpotAPI
import Ports

/// Sends a call until it is answered otherwise than by a refusal or a failure, or as often as it may be. What every way to
/// retry has in common: the promises of `TransportLayer`.
///
/// The last reply stands, except that a refusal does not cover an earlier failure, whether HubSpot refuses or a layer does
/// not admit: both tell the caller that the call had no effect, and a try that HubSpot failed may have had one.
struct RetryLoop: Sendable {
  let inner: any HubSpotTransport
  let time: any TimeSource
  let settings: ClientSettings

  init(_ context: ClientContext) {
    inner = context.transport
    time = context.time
    settings = context.settings
  }

  /// - Parameters:
  ///   - tries: how often a call is sent at the most.
  ///   - wait: how long to wait after a reply that may be followed by another try; nil for the end.
  func send(
    _ request: HubSpotRequest,
    tries: Int,
    wait: (HubSpotRequest, HubSpotResponse) async -> Duration?
  ) async throws(HubSpotTransportError) -> HubSpotResponse {
    var request = request
    var failure: HubSpotResponse?
    while true {
      request.isLastTry = request.tryNumber >= tries - 1
      let response: HubSpotResponse
      do throws(HubSpotTransportError) {
        response = try await inner.send(request)
      } catch {
        guard error == .notAdmitted, let failure else { throw error }
        return failure
      }
      if response.status >= 500 { failure = response }
      guard isSentAgain(request.call, after: response), !request.isLastTry,
        let duration = await wait(request, response), comesInTime(request, after: duration)
      else { return response.status == 429 ? failure ?? response : response }
      do { try await time.sleep(for: duration) } catch { throw .instanceGone }
      request.tryNumber += 1
      request.turn = nil
    }
  }

  /// Whether anybody still waits for the reply when the call is sent again.
  private func comesInTime(_ request: HubSpotRequest, after duration: Duration) -> Bool {
    request.deadline.map { time.now + duration <= $0 } ?? true
  }

  /// A refused call had no effect. After a failure that is not known.
  private func isSentAgain(_ call: HubSpotCall, after response: HubSpotResponse) -> Bool {
    response.status == 429 || (response.isRetryable && settings.mayBeRepeated(call))
  }
}
