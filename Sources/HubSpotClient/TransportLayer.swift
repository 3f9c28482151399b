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
  /// Gives turns to layers further out; nil for a layer that lets every call pass at once.
  var turns: (any TurnGiver)? { get }
  /// Tells of the batches that gather; nil for a layer that merges no calls.
  var merging: (any MergeView)? { get }
}

extension TransportLayer {
  package var jobs: [any BackgroundJob] { [] }
  package var turns: (any TurnGiver)? { nil }
  package var merging: (any MergeView)? { nil }
}

/// What a layer that merges calls tells of its batches.
package protocol MergeView: Sendable {
  /// How many inputs a batch takes.
  var batchSize: Int { get }
  /// How many batches gather inputs and have not asked for their turn yet.
  var gatheringBatches: Int { get async }
}

/// Says when a call may go out. A layer that merges calls asks before it closes a batch, so that the batch goes on filling
/// while it waits.
package protocol TurnGiver: Sendable {
  /// Waits until a call like this one may go out, and reserves its place: the call that then bears the turn passes at
  /// once. A turn is used once; a retry waits for one of its own.
  ///
  /// - Throws: `notAdmitted` when that will not be before the request's deadline, or when too many wait already.
  func turn(for request: HubSpotRequest) async throws(HubSpotTransportError) -> Turn

  /// Takes a turn back that will not be used.
  func giveBack(_ turn: Turn) async

  /// How many more calls somebody waits for could go out from now until `duration` has passed, those subtracted that
  /// already wait for their turn. Nil while nothing is known that would limit them.
  func room(isSearch: Bool, within duration: Duration) async -> Int?

  /// How many calls the limit leaves to all instances together, as far as is known.
  func capacity(isSearch: Bool) async -> WindowCapacity

  /// Into how many even parts the limits are divided of which `room` is one part's; 1 for whoever has them for itself.
  var parts: Int { get }
}

/// A role in the stack of layers; a part may be no layer at all.
package typealias LayerRole = Role<ClientContext, (any TransportLayer)?>
package typealias LayerPart = Part<ClientContext, (any TransportLayer)?>

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// Calls pass as they are.
  package static var noLayer: Self { Part("none") { _ in nil } }
}
