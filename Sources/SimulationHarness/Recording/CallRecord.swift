import HubSpotAPI
import Measures
import SimulatedHubSpot
import VirtualTime

/// The requests of one run: how they fared, when they were refused, and the busiest windows.
struct CallRecord {
  private(set) var byLabel: [CallLabel: CallStatistics] = [:]
  private var sentByKind = CallOrigin.Kind.all.map { _ in 0 }
  private(set) var logicalFailures = 0
  private(set) var refusalsByPolicy: [String: SecondSeries] = [:]
  private(set) var refusalsByLabel: [String: SecondSeries] = [:]
  private(set) var peaks = WindowPeaks()
  /// Requests on behalf of a kind of origin.
  func sent(by kind: CallOrigin.Kind) -> Int { sentByKind[kind.position] }

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

/// The windows of the limits over time, and the busiest of them, at the moment in which requests reach HubSpot.
struct WindowPeaks {
  /// Sent and admitted, of one kind of request in one length of window.
  struct Pair {
    private(set) var sent: WindowSeries
    private(set) var admitted: WindowSeries

    init(seconds: Int64) {
      sent = WindowSeries(window: VirtualSpan(.seconds(seconds)))
      admitted = WindowSeries(window: VirtualSpan(.seconds(seconds)))
    }

    mutating func observe(_ event: HubSpotJudgement) {
      sent.record(at: event.at)
      if event.refusedBy == nil { admitted.record(at: event.at) }
    }
  }

  /// What the window of a policy counts, whether the policy is switched on or not.
  struct Counted {
    let policy: LimitPolicy
    fileprivate let scope: LimitPolicy.Scope
    fileprivate(set) var pair: Pair

    init?(_ policy: LimitPolicy) {
      guard let seconds = policy.seconds else { return nil }
      self.policy = policy
      scope = policy.scope
      pair = Pair(seconds: Int64(seconds))
    }
  }

  private(set) var byPolicy = LimitPolicy.windows.compactMap { Counted($0) }
  private(set) var allInTenSeconds = Pair(seconds: 10)

  mutating func observe(_ event: HubSpotJudgement) {
    for index in byPolicy.indices where byPolicy[index].scope.judges(isSearch: event.isSearch) {
      byPolicy[index].pair.observe(event)
    }
    allInTenSeconds.observe(event)
  }
}
