package import HubSpotAPI
package import Measures
import SimulatedHubSpot
import VirtualTime

/// The requests of one run: how they fared, when they were refused, and the busiest windows.
package struct CallRecord: Sendable {
  package private(set) var byLabel: [CallLabel: CallStatistics] = [:]
  private var sentByKind = CallOrigin.Kind.all.map { _ in 0 }
  package private(set) var logicalFailures = 0
  package private(set) var refusalsByPolicy: [String: SecondSeries] = [:]
  package private(set) var refusalsByLabel: [String: SecondSeries] = [:]
  private(set) var peaks = WindowPeaks()
  /// Requests on behalf of a kind of origin.
  package func sent(by kind: CallOrigin.Kind) -> Int { sentByKind[kind.position] }
  /// Requests that somebody waited for.
  package var sentInForeground: Int { CallOrigin.Kind.all.filter(\.isForeground).map(sent).reduce(0, +) }

  mutating func observe(_ event: HubSpotJudgement) { peaks.observe(event) }

  mutating func observe(_ event: HubSpotRequestEvent) {
    sentByKind[event.origin.kind.position] += 1
    byLabel[event.label, default: CallStatistics()].observe(event)
    guard let policy = event.refusedBy else { return }
    if event.isLastTry { logicalFailures += 1 }
    refusalsByPolicy[policy.name, default: SecondSeries()].record(at: event.judgedAt)
    refusalsByLabel[event.label.name, default: SecondSeries()].record(at: event.judgedAt)
  }
}

extension CallStatistics {
  fileprivate mutating func observe(_ event: HubSpotRequestEvent) {
    sent += 1
    if event.tryNumber == 0 { logical += 1 }
    if let policy = event.refusedBy {
      refusedByPolicy[policy.name, default: 0] += 1
      return
    }
    admitted += 1
    time.record(event.answeredAt - event.sentAt)
    if !(200..<300).contains(event.status) { errorsByStatus[event.status, default: 0] += 1 }
  }
}
