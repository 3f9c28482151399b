/// A request to HubSpot and its answer. There can be a million of them: the numbers are no wider than they need be.
package struct RequestSample: Hashable, Sendable, Sample {
  /// On whose behalf it was sent.
  package enum Origin: Hashable, Sendable {
    case visitor(Int32, request: Int32)
    case job(String, pass: Int32)
    case recovery(pass: Int32)

    /// `visitor`, `job` or `recovery`.
    package var kind: String {
      switch self {
      case .visitor: "visitor"
      case .job: "job"
      case .recovery: "recovery"
      }
    }

    /// `visitor-17/0`, `associations/3`, `recovery/1`.
    package var name: String {
      switch self {
      case .visitor(let visitor, let request): "visitor-\(visitor)/\(request)"
      case .job(let name, let pass): "\(name)/\(pass)"
      case .recovery(let pass): "recovery/\(pass)"
      }
    }
  }

  /// HubSpot's limits, by the names in its replies.
  package enum Policy: String, Hashable, Sendable, CaseIterable {
    case burst = "BURST"
    case daily = "DAILY"
    case secondly = "SECONDLY"
    case tenSecondly = "TEN_SECONDLY_ROLLING"
  }

  /// When it was sent.
  package let at: Int64
  /// When it reached HubSpot and the limits judged it.
  package let judgedAt: Int64
  package let answeredAt: Int64
  /// What it was for: `booking_create`, `duplicate_search`, ...
  package let call: String
  package let origin: Origin
  /// 0 for the first sending.
  package let tryNumber: UInt8
  package let isSearch: Bool
  package let status: UInt16
  /// The policy that refused it; nil when it was admitted.
  package let refusedBy: Policy?
  /// Whether it was the last try of a call, refused like those before it.
  package let isFinalRefusal: Bool
  /// Inputs of a batch call; 1 for a single call.
  package let inputs: UInt16

  package init(
    at: Int64,
    judgedAt: Int64,
    answeredAt: Int64,
    call: String,
    origin: Origin,
    tryNumber: UInt8,
    isSearch: Bool,
    status: UInt16,
    refusedBy: Policy?,
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
  package var bucket: String { isSearch ? "search" : "ten_second" }

  package func tag(_ name: String) -> String? {
    switch name {
    case "call": call
    case "origin": origin.kind
    case "bucket": bucket
    case "policy": refusedBy?.rawValue
    case "status": String(status)
    default: nil
    }
  }
}
