import AccountScenarios
import BulkSync
import SimulatedHubSpot

extension SyncForecast.Limits {
  /// Those of an account, at the moment at which a run begins.
  init(_ account: AccountSettings) {
    let limits = account.limits
    let day: Int64 = 86_400_000
    let reset = Int64((account.dailyReset / .milliseconds(1)).rounded())
    let sinceReset = ((account.epoch - reset) % day + day) % day
    self.init(
      tenSecond: limits.tenSecond.limit,
      search: limits.search.limit,
      daily: limits.daily,
      burst: limits.burst?.limit,
      untilReset: .milliseconds(day - sinceReset)
    )
  }
}
