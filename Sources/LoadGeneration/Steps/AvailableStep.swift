import BookingAPI

/// Looks which exams of a type, or which mock discussions, can be booked. Whatever the page could find out, the visitor goes
/// on, and does not come back for it.
package struct AvailableStep: VisitorStep {
  /// What is looked for.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case clinical, situational, mini, discussion
  }

  package var kind: Kind
  /// Whether seats are counted for the answer.
  package var isRealTime: Bool

  package init(kind: Kind = .clinical, isRealTime: Bool = false) {
    self.kind = kind
    self.isRealTime = isRealTime
  }

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    if kind == .discussion {
      _ = try await visit.ask(DiscussionAvailabilityRequest(isRealTime: isRealTime))
    } else {
      _ = try await visit.ask(ExamAvailabilityRequest(type: kind.rawValue, isRealTime: isRealTime))
    }
    return .goesOn
  }
}
