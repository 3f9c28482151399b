import BulkSync
import DeterministicRuntime
import Measures
package import SyncScenarios
import VirtualTime

/// Watches a sync as its operator's monitoring does: an alert is raised once when a line is crossed, and ended when that is
/// over. It decides nothing.
package struct SyncMonitor: Sendable {
  private struct State {
    var records: [AlertRecord] = []
    /// The places in the list of those that are not over.
    var open: [SyncAlertKind: Int] = [:]
    var settled = 0
    var givenUp = 0
    var lastRefusal: VirtualInstant?
  }

  private let settings: SyncAlertSettings
  private let state = SimulationLocal(State())

  package init(_ settings: SyncAlertSettings = SyncAlertSettings()) { self.settings = settings }

  private var now: VirtualInstant { VirtualClock().now }

  /// - Parameter records: in the journal, not settled.
  func noteQueue(_ records: Int) {
    state.withValue { state in
      let isBeyond = records > settings.queueRecords
      set(.queue, isBeyond, value: records, threshold: settings.queueRecords, at: now, &state)
    }
  }

  func note(_ settlement: SyncSettlement) {
    state.withValue { state in
      state.settled += settlement.keys.count
      state.givenUp += settlement.deadLetters.count
      let threshold = settings.failuresPercent
      let isBeyond =
        state.settled >= settings.failuresAtLeast && state.givenUp * 100 > threshold * state.settled
      // Rounded away from the threshold.
      let percent = (state.givenUp * 100 + max(1, state.settled) - 1) / max(1, state.settled)
      set(.failures, isBeyond, value: percent, threshold: threshold, at: now, &state)
    }
  }

  func noteRefusal() {
    state.withValue { state in
      endRefusals(at: now, &state)
      state.lastRefusal = now
      set(.refusals, true, value: 1, threshold: 1, at: now, &state)
    }
  }

  /// - Parameter isThere: whether the journal has taken a transaction.
  func noteJournal(isThere: Bool) {
    state.withValue { set(.journal, !isThere, value: isThere ? 0 : 1, threshold: 0, at: now, &$0) }
  }

  /// In the order in which they were raised.
  ///
  /// - Parameter end: of the run.
  func alerts(until end: VirtualInstant) -> [AlertRecord] {
    state.withValue { state in
      endRefusals(at: end, &state)
      return state.records
    }
  }

  private func endRefusals(at now: VirtualInstant, _ state: inout State) {
    guard let last = state.lastRefusal, case let over = last + VirtualSpan(settings.refusalsQuiet), over <= now else {
      return
    }
    set(.refusals, false, value: 0, threshold: 1, at: over, &state)
  }

  private func set(
    _ kind: SyncAlertKind,
    _ isBeyond: Bool,
    value: Int,
    threshold: Int,
    at moment: VirtualInstant,
    _ state: inout State
  ) {
    if let place = state.open[kind] {
      guard !isBeyond else { return }
      state.records[place].endedAtSeconds = moment.seconds
      state.open[kind] = nil
    } else if isBeyond {
      state.open[kind] = state.records.count
      state.records.append(
        AlertRecord(
          atSeconds: moment.seconds,
          severity: "critical",
          source: .monitoring,
          name: kind.rawValue,
          value: value,
          threshold: threshold
        )
      )
    }
  }
}
