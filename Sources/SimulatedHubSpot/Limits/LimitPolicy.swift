/// A rate limit by the name under which HubSpot refuses.
package enum LimitPolicy: String, CaseIterable, Hashable, Sendable {
  case burst = "BURST"
  case daily = "DAILY"
  case search = "SECONDLY"
  case tenSecond = "TEN_SECONDLY_ROLLING"

  /// The message of the 429.
  package var refusalMessage: String {
    switch self {
    case .burst: "You have reached your burst limit."
    case .daily: "You have reached your daily limit."
    case .search: "You have reached your secondly limit."
    case .tenSecond: "You have reached your ten_secondly_rolling limit."
    }
  }

  /// The `groupName` of the 429; nil for the policies that have none.
  package func groupName(appID: Int, portalID: Int) -> String? {
    switch self {
    case .burst, .daily: nil
    case .search: "publicapi:crm:search:oauth:\(appID):\(portalID)"
    case .tenSecond: "publicapi:private_app-api-calls-ten-secondly:\(appID):\(portalID)"
    }
  }
}
