package import HubSpotAPI
package import VirtualTime

/// A request to the booking API, of a visitor or of HubSpot with a webhook, and its answer, of whichever endpoint.
package struct AnswerSample: Hashable, Sendable, Sample {
  package enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Done, and stands: booked, cancelled.
    case confirmed
    case accepted
    /// Looked up; nothing has changed.
    case answered
    case refused, failed
  }

  /// The endpoint that is meant where none is named: the creation of a booking.
  package static let creation = "create"

  /// `create`, `browse`, `cancel`, ...
  package let endpoint: String
  /// nil for HubSpot.
  package var visitor: Int? { origin.kind == .visitor ? origin.number : nil }
  /// The number of the request among those of the visitor, or among the deliveries to the endpoint, from 0.
  package var request: Int { origin.request }
  /// Whose request it was: what was sent to HubSpot on its behalf bears the same.
  package let origin: CallOrigin
  /// The id of what was asked for, an exam or a booking; empty when the request is about none.
  package let subject: String
  /// When its sender meant to send it.
  package let at: VirtualInstant
  package let answeredAt: VirtualInstant
  package let outcome: Outcome
  /// `CONFIRMED`, `EXAM_FULL`, `TIMEOUT`, ...
  package let code: String

  package init(
    endpoint: String = Self.creation,
    origin: CallOrigin,
    subject: String,
    at: VirtualInstant,
    answeredAt: VirtualInstant,
    outcome: Outcome,
    code: String
  ) {
    self.endpoint = endpoint
    self.origin = origin
    self.subject = subject
    self.at = at
    self.answeredAt = answeredAt
    self.outcome = outcome
    self.code = code
  }

  package func tag(_ name: String) -> String? {
    switch name {
    case "endpoint": endpoint
    case "outcome": outcome.rawValue
    case "code": code
    default: nil
    }
  }
}
