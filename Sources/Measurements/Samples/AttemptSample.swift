/// A booking request of a visitor and its answer.
package struct AttemptSample: Hashable, Sendable, Sample {
  package enum Outcome: String, Hashable, Sendable, CaseIterable {
    case confirmed, accepted, refused, failed
  }

  package let visitor: Int
  /// The number of the request among those of the visitor, from 0.
  package let request: Int
  /// The exam's id.
  package let exam: String
  /// When the visitor meant to send it.
  package let at: Int64
  package let answeredAt: Int64
  package let outcome: Outcome
  /// `CONFIRMED`, `EXAM_FULL`, `TIMEOUT`, ...
  package let code: String

  package init(
    visitor: Int,
    request: Int,
    exam: String,
    at: Int64,
    answeredAt: Int64,
    outcome: Outcome,
    code: String
  ) {
    self.visitor = visitor
    self.request = request
    self.exam = exam
    self.at = at
    self.answeredAt = answeredAt
    self.outcome = outcome
    self.code = code
  }

  package func tag(_ name: String) -> String? {
    switch name {
    case "outcome": outcome.rawValue
    case "code": code
    default: nil
    }
  }
}
