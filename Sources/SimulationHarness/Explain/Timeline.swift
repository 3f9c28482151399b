import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import HubSpotAPI
import LoadGeneration
import SimulatedHubSpot
import VirtualTime

/// The story of one visitor, call by call.
package final class Timeline: Sendable {
  private let visitor: Int
  /// Lines with their virtual time, in the order in which they were reported.
  private let lines = Collected<(at: VirtualInstant, text: String)>()

  package init(visitor: Int) { self.visitor = visitor }

  /// Watches a run.
  package var watch: @Sendable (ObservedEvent) -> Void {
    { event in
      guard let line = self.line(event) else { return }
      self.lines.append(line)
    }
  }

  /// A line for each thing that happened, by its time.
  package var text: String {
    let ordered = lines.all.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    return ordered.map { "\(VirtualSeconds.text($0.element.at))  \($0.element.text)\n" }.joined()
  }

  private func line(_ event: ObservedEvent) -> (at: VirtualInstant, text: String)? {
    switch event {
    case .request(let request): line(request)
    case .visitor(let event, let now): line(event, at: now)
    case .core: nil
    }
  }

  /// A request stands at the time of its sending.
  private func line(_ event: HubSpotRequestEvent) -> (at: VirtualInstant, text: String)? {
    guard event.origin.kind == .visitor, event.origin.number == visitor else { return nil }
    let milliseconds = (event.answeredAt - event.sentAt).wholeMilliseconds
    let result = event.refusedBy.map { "429 \($0.name)" } ?? "\(event.status)"
    let retry = event.tryNumber > 0 ? ", retry \(event.tryNumber)" : ""
    return (
      event.sentAt, "  request \(event.origin.request): \(event.label)\(retry): \(result) after \(milliseconds) ms"
    )
  }

  private func line(_ event: VisitorEvent, at now: VirtualInstant) -> (at: VirtualInstant, text: String)? {
    switch event {
    case .wished(let wish) where wish.visitor == visitor:
      return (now, "visitor \(visitor), contact \(wish.contact), wants a booking")
    case .answered(let attempt) where attempt.wish.visitor == visitor:
      let milliseconds = (attempt.answeredAt - attempt.intendedAt).wholeMilliseconds
      let what = "request \(attempt.request) for exam \(attempt.exam)"
      return (now, "\(what) answered after \(milliseconds) ms: \(attempt.outcome.code)")
    case .ended(let wish, let end) where wish.visitor == visitor:
      return (now, "the wish ends: \(end.code)")
    case .cancellationAnswered(visitor, let request, let booking, let outcome):
      return (now, "request \(request) to cancel booking \(booking) answered: \(outcome.verdict.code)")
    case .cancellationAbandoned(visitor, let booking):
      return (now, "gives up cancelling booking \(booking)")
    case .left(visitor):
      return (now, "leaves")
    default:
      return nil
    }
  }
}
