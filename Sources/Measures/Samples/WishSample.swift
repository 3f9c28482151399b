package import VirtualTime

/// A wish for a booking, from its first intended request to its end.
package struct WishSample: Hashable, Sendable, Sample {
  package enum End: Hashable, Sendable {
    case confirmed
    /// A refusal, by its code; lawful when the audit found it so.
    case refused(String, isLawful: Bool)
    /// Failed, by its code, and the visitor did not come back at all.
    case failed(String)
    /// Failed, by its code, once more than the visitor was willing to come back.
    case abandoned(String)
    /// Taken out of the queue by its visitor.
    case withdrawn
    case inFlight
  }

  package let visitor: Int
  package let at: VirtualInstant
  package let endedAt: VirtualInstant
  package let end: End
  package let isConfirmedAtFirstAttempt: Bool
  /// From the confirmation to what follows it in HubSpot; nil when it never came.
  package let associationDelay: VirtualSpan?
  package let noteDelay: VirtualSpan?
  /// From the confirmation until the exam's counter in HubSpot counts it; nil when it never did.
  package let counterDelay: VirtualSpan?
  /// From the confirmation until the contact's credits in HubSpot carry it; nil when they never did.
  package let creditDelay: VirtualSpan?

  package init(
    visitor: Int,
    at: VirtualInstant,
    endedAt: VirtualInstant,
    end: End,
    isConfirmedAtFirstAttempt: Bool,
    associationDelay: VirtualSpan? = nil,
    noteDelay: VirtualSpan? = nil,
    counterDelay: VirtualSpan? = nil,
    creditDelay: VirtualSpan? = nil
  ) {
    self.visitor = visitor
    self.at = at
    self.endedAt = endedAt
    self.end = end
    self.isConfirmedAtFirstAttempt = isConfirmedAtFirstAttempt
    self.associationDelay = associationDelay
    self.noteDelay = noteDelay
    self.counterDelay = counterDelay
    self.creditDelay = creditDelay
  }

  /// When all that a confirmation leads to stood in HubSpot, as far as it ever did; nil unless it was confirmed.
  package var effectiveAt: VirtualInstant? {
    guard end == .confirmed else { return nil }
    let delays = [associationDelay, noteDelay, counterDelay, creditDelay].compactMap(\.self)
    return endedAt + (delays.max() ?? .zero)
  }

  package func tag(_ name: String) -> String? {
    guard name == "code" else { return nil }
    return switch end {
    case .confirmed: "CONFIRMED"
    case .refused(let code, _), .failed(let code), .abandoned(let code): code
    case .withdrawn: "WITHDRAWN"
    case .inFlight: "IN_FLIGHT"
    }
  }
}
