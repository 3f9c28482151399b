import HubSpotAPI
package import Measures
package import SimulatedHubSpot
package import VirtualTime

extension HubSpotNumbers {
  /// Sums up the requests of a run.
  ///
  /// - Parameters:
  ///   - results: how many of what they were sent for came about: requests are told per each as well.
  ///   - effectiveAt: when all that these lead to stood in HubSpot; nil for the end.
  package init(
    _ calls: CallRecord,
    _ limits: HubSpotLimits,
    results: Int,
    effectiveAt: VirtualInstant? = nil,
    endedAt: VirtualInstant
  ) {
    var total = CallStatistics()
    for label in calls.byLabel.keys.sorted() { total.merge(calls.byLabel[label] ?? CallStatistics()) }
    func perResult(_ count: Int) -> Double? { results > 0 ? Double(count) / Double(results) : nil }
    let effective = calls.sent(until: effectiveAt ?? endedAt)
    self.init(
      total: CallNumbers(total),
      byLabel: Dictionary(uniqueKeysWithValues: calls.byLabel.map { ($0.name, CallNumbers($1)) }),
      foregroundSent: calls.sentInForeground,
      backgroundSent: calls.sent(by: .job) + calls.sent(by: .webhook),
      recoverySent: calls.sent(by: .recovery),
      logicalFailures: calls.logicalFailures,
      callsPerBooking: perResult(total.sent),
      foregroundCallsPerBooking: perResult(calls.sentInForeground),
      effectiveCalls: EffectiveCalls(
        foreground: perResult(effective.foreground),
        background: perResult(effective.background)
      ),
      peaks: Self.peaks(calls.peaks, limits),
      windowsPerSecond: Self.windows(calls.peaks, limits, until: endedAt),
      refusalsByPolicyPerSecond: calls.refusalsByPolicy,
      refusalsByLabelPerSecond: calls.refusalsByLabel
    )
  }

  private static func peaks(_ peaks: WindowPeaks, _ limits: HubSpotLimits) -> [PeakNumbers] {
    func numbers(_ bucket: String, _ seconds: Int, _ limit: Int?, _ pair: WindowPeaks.Pair) -> PeakNumbers {
      PeakNumbers(
        bucket: bucket,
        windowSeconds: Double(seconds),
        limit: limit,
        sent: pair.sent.peak,
        admitted: pair.admitted.peak
      )
    }
    let limits = limits.windows
    let byPolicy = peaks.byPolicy.compactMap { counted -> PeakNumbers? in
      guard let bucket = counted.policy.bucket, let seconds = counted.policy.seconds else { return nil }
      return numbers(bucket, seconds, limits[counted.policy]?.limit, counted.pair)
    }
    return byPolicy + [numbers("all_calls", 10, nil, peaks.allInTenSeconds)]
  }

  /// Of the policies that share the calls among them; those that judge all calls are told by their peaks.
  private static func windows(_ peaks: WindowPeaks, _ limits: HubSpotLimits, until end: VirtualInstant)
    -> [WindowNumbers]
  {
    let limits = limits.windows
    return peaks.byPolicy.compactMap { counted in
      let policy = counted.policy
      guard policy.scope != .allCalls, let bucket = policy.bucket, let seconds = policy.seconds,
        let limit = limits[policy]?.limit
      else { return nil }
      return WindowNumbers(
        bucket: bucket,
        windowSeconds: Double(seconds),
        limit: limit,
        sent: counted.pair.sent.series(until: end),
        admitted: counted.pair.admitted.series(until: end)
      )
    }
  }
}
