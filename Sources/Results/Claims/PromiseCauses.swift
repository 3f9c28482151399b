/// Why a promise came out as it did, told of each product by what decides there.
package enum PromiseCauses: Hashable, Sendable {
  case booking(Causes)
  case bulkSync(SyncCauses)
}

/// Why a sync takes as long as it does.
package struct SyncCauses: Hashable, Sendable {
  /// What the design would send if nothing failed.
  package let forecast: SyncForecastNumbers
  /// Requests answered 429 among those sent, as the mean over runs.
  package let refusedShare: Double
  /// What each bucket lets pass in its window.
  package let limits: [String: Int]

  package init(forecast: SyncForecastNumbers, refusedShare: Double, limits: [String: Int]) {
    self.forecast = forecast
    self.refusedShare = refusedShare
    self.limits = limits
  }
}
