import Measures
package import Scenarios
import SimulatedHubSpot

extension Scenario {
  /// The same with limits that nothing reaches: what is sent then is the need itself, without retries.
  package var withoutLimits: Scenario {
    var unlimited = self
    var limits = hubSpot.limits
    let beyondReach = 1_000_000_000
    limits.burst = nil
    limits.daily = nil
    limits.search = RateLimit(limit: beyondReach, window: limits.search.window)
    limits.tenSecond = RateLimit(limit: beyondReach, window: limits.tenSecond.window)
    unlimited.hubSpot.limits = limits
    unlimited.hubSpot.otherTraffic = .none
    return unlimited
  }
}

extension HubSpotNumbers {
  /// Sets the demand of each window to what the unlimited run has sent in it.
  mutating func takeDemand(from unlimited: HubSpotNumbers) {
    for index in peaks.indices {
      peaks[index].demanded = unlimited.peaks.first { $0.bucket == peaks[index].bucket }?.sent
    }
  }
}
