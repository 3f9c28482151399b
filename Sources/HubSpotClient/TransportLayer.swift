package import Composition
package import HubSpotAPI
package import Ports

/// Something between a product and HubSpot: a transport around a transport. It sees every call and every reply, knows
/// nothing of what they are for, and keeps what callers rely on:
///
/// - Each request gets one reply, whatever its status, or `HubSpotTransportError`.
/// - 429 is answered only when no try has had an effect; a try that HubSpot has failed may have had one.
/// - Only replies are sent again. A call without a reply may have acted, and its caller must decide.
/// - A call that must not be repeated (`ClientSettings.mayBeRepeated`) is not sent again after a failure.
/// - `instanceGone` is never retried and never swallowed.
/// - Whoever sends a call again says of each try whether it is the last (`HubSpotRequest.isLastTry`).
/// - Time, chance and HubSpot are reached through `ClientContext` only.
package protocol TransportLayer: HubSpotTransport {
  /// What the layer needs done in the background, by the instance that it belongs to.
  var jobs: [any BackgroundJob] { get }
}

extension TransportLayer {
  package var jobs: [any BackgroundJob] { [] }
}

/// A role in the stack of layers; a part may be no layer at all.
package typealias LayerRole = Role<ClientContext, (any TransportLayer)?>
package typealias LayerPart = Part<ClientContext, (any TransportLayer)?>

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// Calls pass as they are.
  package static var noLayer: Self { Part("none") { _ in nil } }
}
