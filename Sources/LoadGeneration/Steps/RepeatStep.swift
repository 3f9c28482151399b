/// Goes a way several times.
package struct RepeatStep: VisitorStep {
  package var times: Int
  package var steps: Journey.Steps

  /// - Parameter times: 1 to 1,000.
  package init(_ times: Int, _ steps: [any VisitorStep]) {
    precondition((1...1_000).contains(times), "a way is gone \(times) times")
    self.times = times
    self.steps = Journey.Steps(steps)
  }

  package var mostWishes: Int { times * steps.mostWishes }
  package var mostCancellations: Int { times * steps.mostCancellations }
  package var comeBacks: [ComeBack] { steps.comeBacks }
  package var queueWaits: [QueueWaiting] { steps.queueWaits }

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    try await visit.take(steps, times: times)
  }
}
