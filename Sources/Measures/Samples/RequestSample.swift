package import HubSpotAPI
package import VirtualTime

/// A request to HubSpot and its answer. There can be a million of them: the numbers are no wider than they need be.
package struct RequestSample: Hashable, Sendable, Sample {
  /// When it was sent.
  package let at: VirtualInstant
  /// When it reached HubSpot and the limits judged it.
  package let judgedAt: VirtualInstant
  package let answeredAt: VirtualInstant
  /// What it was for: `booking_create`, `duplicate_search`, ...
  package let call: String
  package let origin: CallOrigin
  /// 0 for the first sending.
  package let tryNumber: UInt8
  package let isSearch: Bool
  package let status: UInt16
  /// The policy that refused it; nil when it was admitted.
  package let refusedBy: LimitPolicy?
  /// Whether it was the last try of a call, refused like those before it.
  package let isFinalRefusal: Bool
  /// Inputs of a batch call; 1 for a single call.
  package let inputs: UInt16

  package init(
    at: VirtualInstant,
    judgedAt: VirtualInstant,
    answeredAt: VirtualInstant,
    call: String,
    origin: CallOrigin,
    tryNumber: UInt8,
    isSearch: Bool,
    status: UInt16,
    refusedBy: LimitPolicy?,
    isFinalRefusal: Bool,
    inputs: UInt16
  ) {
    self.at = at
    self.judgedAt = judgedAt
    self.answeredAt = answeredAt
    self.call = call
    self.origin = origin
    self.tryNumber = tryNumber
    self.isSearch = isSearch
    self.status = status
    self.refusedBy = refusedBy
    self.isFinalRefusal = isFinalRefusal
    self.inputs = inputs
  }

  /// The limit that it counts in.
  package var bucket: String? { (isSearch ? LimitPolicy.search : .tenSecond).bucket }

  package func tag(_ name: String) -> String? {
    switch name {
    case "call": call
    case "origin": origin.kind.name
    case "bucket": bucket
    case "policy": refusedBy?.name
    case "status": String(status)
    default: nil
    }
  }
}
