package import DeterministicRuntime

/// Some visitors take a way, the others pass it by.
package struct ChanceStep: VisitorStep {
  package var share: Probability
  package var steps: Journey.Steps
  let purpose: KeyedRandom.Purpose

  package init(_ share: Probability, _ steps: [any VisitorStep], for purpose: KeyedRandom.Purpose = "takes a way") {
    self.share = share
    self.steps = Journey.Steps(steps)
    self.purpose = purpose
  }

  package var mostWishes: Int { steps.mostWishes }
  package var mostCancellations: Int { steps.mostCancellations }
  package var comeBacks: [ComeBack] { steps.comeBacks }
  package var queueWaits: [QueueWaiting] { steps.queueWaits }

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    guard visit.chance(purpose, share) else { return .goesOn }
    return try await visit.take(steps)
  }
}
