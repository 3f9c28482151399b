import Foundation
package import SimulatedHubSpot

extension AccountSettings {
  /// How long calls take when they take longest.
  package var slowestLatency: LatencyProfile {
    latency.unscaled.scaled(by: latency.scale * ((episodes ?? []).latencyScale.values.max() ?? 1))
  }
}

extension LatencyProfile {
  /// One in a million draws of the normal distribution lies this many standard deviations above its mean.
  private static let deviationsOfOneInAMillion = 4.753_424_3

  /// What a call of a median takes at least, one in a million times; a year at the most.
  package func oneInAMillion(_ median: Duration) -> Duration {
    let year = 31_536_000_000.0
    let milliseconds = median / .milliseconds(1) * exp(Self.deviationsOfOneInAMillion * sigma)
    return .milliseconds(Int64(min(milliseconds, year).rounded(.up)))
  }
}
