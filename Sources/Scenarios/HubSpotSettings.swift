import AccountScenarios
import BookingCore
import HubSpotAPI
import Settings
import SimulatedHubSpot

/// The keys of `hubspot` as they are written: an account, and what it tells the core of.
@dynamicMemberLookup
struct HubSpotSettings {
  var account = AccountSettings(.customer)
  /// nil for a HubSpot that tells nobody anything unasked.
  var webhooks: Scenario.HubSpot.Webhooks?

  static var settings: [Setting<Self>] {
    HubSpotSettings().account.settings(
      \.account,
      labels: Labels.all,
      own: [
        Setting("webhooks", optional: \.webhooks, WebhookKeys.form, "What HubSpot tells the core of, unasked.")
      ]
    )
  }

  static func resolvedLines(_ settings: Self) -> [CanonicalLine] { AccountSettings.resolvedLines(settings.account) }

  subscript<Value>(dynamicMember path: KeyPath<AccountSettings, Value>) -> Value { account[keyPath: path] }

  subscript<Value>(dynamicMember path: WritableKeyPath<AccountSettings, Value>) -> Value {
    get { account[keyPath: path] }
    set { account[keyPath: path] = newValue }
  }
}

extension HubSpotSettings {
  /// HubSpot as it is at its worst: the lowest limits and the greatest shares of other apps that there are at any moment.
  var worst: Scenario.HubSpot.Worst {
    guard let episodes = account.episodes else {
      return .init(limits: account.limits, otherTraffic: account.otherTraffic)
    }
    var (limits, others) = (account.limits, account.otherTraffic)
    func lowest(_ rate: RateLimit, _ schedule: Schedule<Int>) -> RateLimit {
      RateLimit(limit: schedule.values.min() ?? rate.limit, window: rate.window)
    }
    limits.tenSecond = lowest(
      limits.tenSecond,
      episodes.limit(of: .tenSecond, regularly: limits.tenSecond.limit)
    )
    limits.search = lowest(limits.search, episodes.limit(of: .search, regularly: limits.search.limit))
    for isSearch in [false, true] {
      let most = episodes.otherPercent(isSearch: isSearch, regularly: account.otherTraffic).values.max() ?? 0
      if isSearch { others.searchPercent = most } else { others.tenSecondPercent = most }
    }
    return .init(limits: limits, otherTraffic: others)
  }
}
