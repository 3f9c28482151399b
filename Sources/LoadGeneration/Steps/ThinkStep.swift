package import DeterministicRuntime

/// Does nothing for a uniform time in a range.
package struct ThinkStep: VisitorStep {
  package var time: ClosedRange<Duration>
  let purpose: KeyedRandom.Purpose

  package init(_ time: ClosedRange<Duration>, for purpose: KeyedRandom.Purpose = "think") {
    self.time = time
    self.purpose = purpose
  }

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    try await visit.pause(time, purpose)
    return .goesOn
  }
}
