import HubSpotAPI
import Measures
import SimulatedHubSpot
import VirtualTime

/// The windows of the limits over time, and the busiest of them, at the moment in which requests reach HubSpot.
struct WindowPeaks: Sendable {
  /// Sent and admitted, of one kind of request in one length of window.
  struct Pair: Sendable {
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
  struct Counted: Sendable {
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
