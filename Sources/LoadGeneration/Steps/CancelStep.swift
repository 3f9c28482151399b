import BookingAPI
import DeterministicRuntime
import Ports

/// Cancels the booking that the visitor has; passed by without one. Who is not told that it is cancelled leaves.
package struct CancelStep: VisitorStep {
  package var comeBack: ComeBack

  package init(comeBack: ComeBack) { self.comeBack = comeBack }

  package var mostCancellations: Int { 1 }
  package var comeBacks: [ComeBack] { [comeBack] }

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    guard let held = visit.booking else { return .goesOn }
    let (visitor, number) = (visit.visitor, visit.cancellations)
    guard let key = IdempotencyKey(number == 0 ? "v\(visitor).cancel" : "v\(visitor).cancel.\(number)") else {
      preconditionFailure("a key of the load generator")
    }
    visit.cancellations += 1
    let (events, booking) = (visit.world.events, held.booking)
    let outcome = try await visit.ask(
      CancellationRequest(key: key, contact: visit.contact, booking: booking),
      comeBack,
      "cancel come back after",
      ordinal: number * 1_000
    ) { request, outcome in
      events.record(.cancellationAnswered(visitor: visitor, request: request, booking: booking, outcome))
    }
    switch outcome {
    case .cancelled:
      visit.cancelledExam = held.exam
      visit.booking = nil
      return .goesOn
    case .refused:
      return .leaves
    case .failed:
      events.record(.cancellationAbandoned(visitor: visitor, booking: booking))
      return .leaves
    }
  }
}
