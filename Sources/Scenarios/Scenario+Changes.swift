import AccountScenarios
import DeterministicRuntime
package import LoadGeneration
package import Settings
import SimulatedHubSpot

extension Scenario {
  /// The same with other visitors and limits, however large: what a search for capacities asks.
  ///
  /// - Parameters:
  ///   - tenSecondLimit: requests in any 10 s.
  ///   - dailyLimit: requests a day; nil for no such limit.
  /// - Throws: `SettingsProblems` when a rule between settings is broken by them.
  package func with(
    _ arrivals: ArrivalProcess,
    tenSecondLimit: Int,
    dailyLimit: Int?
  ) throws(SettingsProblems) -> Scenario {
    var changed = self
    changed.draft.load.arrivals = arrivals
    changed.draft.run.isLargeAllowed = true
    changed.draft.hubSpot.tenSecond = tenSecondLimit
    changed.draft.hubSpot.daily = dailyLimit.map { .at($0) } ?? .off
    try changed.judge()
    return changed
  }

  /// The same with so many instances of the core.
  ///
  /// - Throws: `SettingsProblems` when a rule between settings is broken by them.
  package func with(instances: Int) throws(SettingsProblems) -> Scenario {
    var changed = self
    changed.draft.core.instances = instances
    changed.origin.instances = instances
    try changed.judge()
    return changed
  }

  private func judge() throws(SettingsProblems) {
    try SettingsReading.judge(name) { reading in draft.checkRules(&reading) }
  }

  /// The same with limits that nothing reaches: what is sent then is the need itself, without retries. No rule asks for
  /// a limit to be low.
  package var withoutLimits: Scenario {
    var unlimited = self
    unlimited.hubSpot.limits = hubSpot.limits.beyondReach
    unlimited.hubSpot.otherTraffic = .none
    unlimited.hubSpot.episodes = hubSpot.episodes.compactMap(\.withoutLimits)
    return unlimited
  }
}

extension Scenario {
  /// Every value that decides a run, one a line, sorted by name; lengths of time in nanoseconds. The scenario's name
  /// and summary decide nothing and are not in it, and neither is how a file came to say it: a default and the same
  /// value written out give the same text.
  package var canonicalText: String { ScenarioDraft.section.canonicalText(draft) }
}
