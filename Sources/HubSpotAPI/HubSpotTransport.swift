/// The one door to HubSpot. Everything between the core and HubSpot (retry, header monitoring, pacing, coalescing,
/// counting) is a transport that wraps a transport.
package protocol HubSpotTransport: Sendable {
  /// Sends a request and waits for the reply, whatever its status.
  ///
  /// - Throws: `HubSpotTransportError` when there is no reply.
  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse
}

/// Why a request has no reply.
package enum HubSpotTransportError: Error, Hashable, Sendable {
  /// The instance that sent it is gone; whether HubSpot acted is not known. Never retried, never swallowed.
  case instanceGone
  /// The connection was lost or timed out; whether HubSpot acted is not known.
  case noReply
  /// Something on the way has not let the call through: it had no effect.
  case notAdmitted
}
