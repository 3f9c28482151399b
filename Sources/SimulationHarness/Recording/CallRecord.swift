import HubSpotAPI
import Measures
import SimulatedHubSpot

/// The requests of one run: how they fared, when they were refused, and the busiest windows.
struct CallRecord {
  private(set) var byLabel: [CallLabel: CallStatistics] = [:]
  private(set) var foregroundSent = 0
  private(set) var backgroundSent = 0
  private(set) var recoverySent = 0
  private(set) var logicalFailures = 0
  private(set) var refusalsByPolicy: [String: SecondSeries] = [:]
  private(set) var refusalsByLabel: [String: SecondSeries] = [:]
  private(set) var peaks = WindowPeaks()
  mutating func observe(_ event: HubSpotJudgement) { peaks.observe(event) }

  mutating func observe(_ event: HubSpotRequestEvent) {
    switch event.origin {
    case .visitor: foregroundSent += 1
    case .worker: backgroundSent += 1
    case .recovery: recoverySent += 1
    }
    byLabel[event.label, default: CallStatistics()].observe(event)
    guard let policy = event.refusedBy else { return }
    if event.isLastTry { logicalFailures += 1 }
    refusalsByPolicy[policy.rawValue, default: SecondSeries()].record(at: event.judgedAt)
    refusalsByLabel[event.label.name, default: SecondSeries()].record(at: event.judgedAt)
  }
}

extension CallStatistics {
  fileprivate mutating func observe(_ event: HubSpotRequestEvent) {
    sent += 1
    if event.tryNumber == 0 { logical += 1 }
    if let policy = event.refusedBy {
      refusedByPolicy[policy.rawValue, default: 0] += 1
      return
    }
    admitted += 1
    time.record(nanoseconds: event.answeredAt - event.sentAt)
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
      sent = WindowSeries(windowNanoseconds: seconds * 1_000_000_000)
      admitted = WindowSeries(windowNanoseconds: seconds * 1_000_000_000)
    }

    mutating func observe(_ event: HubSpotJudgement) {
      sent.record(at: event.at)
      if event.refusedBy == nil { admitted.record(at: event.at) }
    }
  }

  private(set) var tenSecond = Pair(seconds: 10)
  private(set) var search = Pair(seconds: 1)
  private(set) var allInOneSecond = Pair(seconds: 1)
  private(set) var allInTenSeconds = Pair(seconds: 10)

  mutating func observe(_ event: HubSpotJudgement) {
    if event.isSearch { search.observe(event) } else { tenSecond.observe(event) }
    allInOneSecond.observe(event)
    allInTenSeconds.observe(event)
  }
}
