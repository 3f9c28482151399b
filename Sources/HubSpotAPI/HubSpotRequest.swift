package import Ports

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
  /// When nobody waits for the reply any more; nil while somebody always does.
  package var deadline: Timestamp?
  /// The turn that was asked for before the call was made up; nil when it has still to wait for one.
  package var turn: Turn?

  package init(_ call: HubSpotCall, label: CallLabel, origin: CallOrigin, tryNumber: Int = 0) {
    self.call = call
    self.label = label
    self.origin = origin
    self.tryNumber = tryNumber
  }
}

/// The right to send one call at once, given by what paces calls.
package struct Turn: Hashable, Sendable {
  /// Of its own among all turns of its giver.
  package let number: Int

  package init(_ number: Int) { self.number = number }
}

/// What the caller wants a call for, in its own words ("exam_read"): reports count by it, and a latency profile may
/// give it a time of its own.
package struct CallLabel: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let name: String

  package init(_ name: String) { self.name = name }

  package var description: String { name }

  package static func < (left: CallLabel, right: CallLabel) -> Bool { left.name < right.name }
}
