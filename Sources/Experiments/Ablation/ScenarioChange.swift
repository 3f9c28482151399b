import LoadGeneration
import Results
import Scenarios
import Settings
import SimulatedHubSpot
import Texts

/// What an ablation changes beside a design: who comes how fast, and what HubSpot allows.
struct ScenarioChange {
  /// `arrivals over 10 s`, `tier 190 (professional)`
  let name: String
  /// With the change, unless the rules between settings refuse it.
  let scenario: Result<Scenario, SettingsProblems>
  /// The keys that make it.
  private let own: [ExperimentCell.Setting]

  /// So many times the span is the difference between a rush and none.
  private static let wider = 10

  /// The arrivals spread over ten times their span, and the next tier, unless there is none.
  static func all(of scenario: Scenario) -> [ScenarioChange] {
    [spread(scenario), nextTier(scenario)].compactMap(\.self)
  }

  /// Keys that were set beside the scenario, with those of the change instead of what they replace.
  func settings(beside others: [ExperimentCell.Setting]) -> [ExperimentCell.Setting] {
    others.filter { other in !own.contains { other.key == $0.key || other.key.hasPrefix($0.key + ".") } } + own
  }

  private static func spread(_ scenario: Scenario) -> ScenarioChange {
    let (arrivals, limits) = (scenario.load.arrivals.spread(by: wider), scenario.hubSpot.limits)
    return ScenarioChange(
      name: "arrivals over \(TimeUnit.seconds.text(arrivals.span)) s",
      scenario: changed { () throws(SettingsProblems) in
        try scenario.with(arrivals, tenSecondLimit: limits.tenSecond.limit, dailyLimit: limits.daily)
      },
      own: [.init(key: "load.arrivals", value: arrivals.setting)]
    )
  }

  /// What HubSpot sells next: Professional's 190 requests per 10 s, then 250 with a limit increase. A scenario without a
  /// daily limit keeps none.
  private static func nextTier(_ scenario: Scenario) -> ScenarioChange? {
    let limits = scenario.hubSpot.limits
    let (sold, increased) = (HubSpotLimits.professional(), limits.withLimitIncrease())
    let isBelow = limits.tenSecond.limit < sold.tenSecond.limit
    guard isBelow || limits.tenSecond.limit < increased.tenSecond.limit else { return nil }
    let number = (isBelow ? sold : increased).tenSecond.limit
    let daily = limits.daily.map { own in
      isBelow ? max(own, sold.daily ?? own) : increased.daily ?? own
    }
    return ScenarioChange(
      name: isBelow ? "tier \(number) (professional)" : "tier \(number) (limit increase)",
      scenario: changed { () throws(SettingsProblems) in
        try scenario.with(scenario.load.arrivals, tenSecondLimit: number, dailyLimit: daily)
      },
      own: [
        .init(key: "hubspot.ten_second_limit", value: "\(number)"),
        .init(key: "hubspot.daily_limit", value: daily.map(String.init) ?? "off"),
      ]
    )
  }

  private static func changed(
    _ body: () throws(SettingsProblems) -> Scenario
  ) -> Result<Scenario, SettingsProblems> {
    do { return .success(try body()) } catch { return .failure(error) }
  }
}
