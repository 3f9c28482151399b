package import SimulatedHubSpot
import Texts

/// The limits that a user asks for by a tier's name or by requests per 10 s.
package struct TierLimits: Hashable, Sendable {
  /// What is asked for: a name of `HubSpotTier`, or what HubSpot sells with as many requests; nil for a number that no tier
  /// has.
  package let tier: String?
  package let limits: HubSpotLimits

  /// - Parameters:
  ///   - text: `professional`, or `250`.
  ///   - own: of the account so far: one without a daily limit keeps none; a number that no tier has, and the account's
  ///     own number, keep the account's. Of a number only the limits that count calls are known: the others stay.
  /// - Throws: `TierError` when it is neither a name nor a number from 1 to 100,000.
  package init(_ text: String, for own: HubSpotLimits) throws(TierError) {
    if let named = HubSpotTier(named: text) {
      tier = text
      limits = named.limits.keeping(daily: own.daily == nil ? nil : named.limits.daily)
      return
    }
    guard let count = Int(text) else { throw .unknown(text) }
    guard (1...100_000).contains(count) else { throw .outOfRange(text) }
    let sold = Self.sold(count)
    tier = sold?.tier
    var limits = own
    limits.tenSecond = RateLimit(limit: count, window: own.tenSecond.window)
    if let sold, own.daily != nil, own.tenSecond.limit != count { limits.daily = sold.limits.daily }
    self.limits = limits
  }

  /// What HubSpot sells with as many requests per 10 s; the cheapest where two tiers have them.
  private static func sold(_ count: Int) -> (tier: String, limits: HubSpotLimits)? {
    switch count {
    case 100: ("starter", .starter())
    case 190: ("professional", .professional())
    case 250: ("professional with limit increase", .professional().withLimitIncrease())
    default: nil
    }
  }
}

extension HubSpotLimits {
  fileprivate func keeping(daily: Int?) -> HubSpotLimits {
    var limits = self
    limits.daily = daily
    return limits
  }
}

/// Why a text names no tiers.
package enum TierError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknown(String)
  case outOfRange(String)
  case twice(String)

  package var description: String {
    switch self {
    case .unknown(let text):
      "has \"\(text)\", which is no tier; expected \(HubSpotTier.names.joined(separator: ", ")) or requests per 10 s, "
        + "for example professional or 250."
        + (NearestName(candidates: HubSpotTier.names).match(text).map { " Did you mean \($0)?" } ?? "")
    case .outOfRange(let text): "has \(text); expected requests per 10 s from 1 to 100000."
    case .twice(let text): "has \(text) twice; expected each tier once."
    }
  }
}
