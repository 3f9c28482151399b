package import HubSpotAPI
package import Measures
import SimulatedHubSpot
package import VirtualTime

/// The requests of one run: how they fared, when they were refused, and the busiest windows.
package struct CallRecord: Sendable {
  package private(set) var byLabel: [CallLabel: CallStatistics] = [:]
  private var sentByKind = CallOrigin.Kind.all.map { _ in 0 }
  package private(set) var logicalFailures = 0
  package private(set) var refusalsByPolicy: [String: SecondSeries] = [:]
  package private(set) var refusalsByLabel: [String: SecondSeries] = [:]
  private(set) var peaks = WindowPeaks()
  /// Requests sent before the last result.
  private var sentBefore = (foreground: 0, background: 0)
  /// Requests since then: when they were sent, and whether somebody waited for them.
  private var sentSince: [(at: VirtualInstant, isForeground: Bool)] = []
  /// Requests on behalf of a kind of origin.
  package func sent(by kind: CallOrigin.Kind) -> Int { sentByKind[kind.position] }
  /// Requests that somebody waited for.
  package var sentInForeground: Int { CallOrigin.Kind.all.filter(\.isForeground).map(sent).reduce(0, +) }

  /// Requests that were sent up to a moment no earlier than the last result.
  package func sent(until moment: VirtualInstant) -> (foreground: Int, background: Int) {
    sentSince.reduce(into: sentBefore) { sent, request in
      guard request.at <= moment else { return }
      if request.isForeground { sent.foreground += 1 } else { sent.background += 1 }
    }
  }

  /// Something that requests are sent for has come about: what was sent until now was sent for it.
  mutating func noteResult(at now: VirtualInstant) {
    sentBefore = sent(until: now)
    sentSince = []
  }

  mutating func observe(_ event: HubSpotJudgement) { peaks.observe(event) }

  mutating func observe(_ event: HubSpotRequestEvent) {
    sentByKind[event.origin.kind.position] += 1
    sentSince.append((event.sentAt, event.origin.kind.isForeground))
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
