import HubSpotAPI

/// Limits in words.
enum LimitWords {
  /// `5 searches/s`, `100 calls/10 s`
  static func limit(_ policy: LimitPolicy, _ limits: [String: Int]) -> String {
    guard let bucket = policy.bucket, let seconds = policy.seconds, let limit = limits[bucket] else {
      return "the day's budget"
    }
    let what = policy.scope == .searches ? "searches" : "calls"
    return "\(limit) \(what)/\(seconds == 1 ? "s" : "\(seconds) s")"
  }

  /// All that there are: `100 calls/10 s, 5 searches/s`.
  static func all(_ limits: [String: Int]) -> String {
    let policies = LimitPolicy.windows.filter { $0.bucket.map { limits[$0] != nil } ?? false }
    return policies.map { limit($0, limits) }.joined(separator: ", ")
  }
}
