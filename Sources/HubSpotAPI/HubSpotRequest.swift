/// A call on its way to HubSpot, with what the tracing of a client would attach to it. HubSpot sees the call only.
package struct HubSpotRequest: Hashable, Sendable {
  package var call: HubSpotCall
  package var label: CallLabel
  package var origin: CallOrigin
  /// 0 for the first sending of a logical call, 1 for its first retry, and so on.
  package var tryNumber: Int
  /// Whether a refusal of this sending ends the call: said by whoever would send it again. Without anybody who would,
  /// every sending is the last.
  package var isLastTry = true

  package init(_ call: HubSpotCall, label: CallLabel, origin: CallOrigin, tryNumber: Int = 0) {
    self.call = call
    self.label = label
    self.origin = origin
    self.tryNumber = tryNumber
  }
}

/// What the caller wants a call for, in its own words ("exam_read"): reports count by it, and a latency profile may
/// give it a time of its own.
package struct CallLabel: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let name: String

  package init(_ name: String) { self.name = name }

  package var description: String { name }

  package static func < (left: CallLabel, right: CallLabel) -> Bool { left.name < right.name }
}

/// On whose behalf a call is made.
package enum CallOrigin: Hashable, Sendable {
  /// A visitor's request: the visitor's number, and the number of the request among those that the visitor has sent.
  case visitor(Int, request: Int)
  /// A worker or job, by name, and the number of its pass.
  case worker(String, pass: Int)
  /// The recovery of what a request has left unfinished.
  case recovery(pass: Int)
}

extension CallOrigin: CustomStringConvertible {
  package var description: String {
    switch self {
    case .visitor(let visitor, let request): "visitor-\(visitor)/\(request)"
    case .worker(let name, let pass): "\(name)/\(pass)"
    case .recovery(let pass): "recovery/\(pass)"
    }
  }
}
