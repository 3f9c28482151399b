import HubSpotAPI
import Results

/// Which limit binds each design of a comparison: the one that needs longest to let through what the design wants at
/// once. How many calls a limit refused says less, for it depends on how often they were tried again.
struct BindingText {
  private struct Bound {
    let policy: LimitPolicy
    /// Requests wanted in the busiest window.
    let wanted: Double
    /// Seconds until the last of them is let through.
    let seconds: Double
  }

  private let causes: [(design: String, causes: Causes)]
  /// Percent of each bucket that other apps take.
  private let others: [String: Int]

  /// - Parameter causes: at least one, with the names that the designs go by.
  init(_ causes: [(design: String, causes: Causes)], others: [String: Int] = [:]) {
    (self.causes, self.others) = (causes, others)
  }

  /// `What binds: 100 calls/10 s (phase2 wants 402 in one window, which takes 40 s); 5 searches/s (baseline 192, 38 s).`
  var line: Line { "What binds: \(text)." }

  /// The same without its start and its end.
  var text: String {
    let bounds = causes.map { ($0.design, bound($0.causes)) }
    var (parts, isFirst) = ([String](), true)
    for policy in LimitPolicy.all.reversed() {
      let bound = bounds.filter { $1?.policy == policy }
      if !bound.isEmpty { parts.append(text(policy, bound, isExplained: isFirst)) }
      isFirst = isFirst && bound.isEmpty
    }
    let free = zip(causes, bounds).filter { $1.1 == nil }.map(\.0)
    if !free.isEmpty { parts += [nothing(free)] }
    return parts.joined(separator: "; ")
  }

  /// Nil where nothing was refused, and nothing would have been: calls that are kept back until HubSpot has room for them
  /// are bound by their limit all the same.
  private func bound(_ causes: Causes) -> Bound? {
    // What has used up its day waits for the next one, whatever the windows would let through.
    if causes.refusals[LimitPolicy.daily.name] != nil { return Bound(policy: .daily, wanted: 0, seconds: 0) }
    let bounds = LimitPolicy.windows.compactMap { policy -> Bound? in
      guard let bucket = policy.bucket, let window = policy.seconds, let limit = causes.limits[bucket], limit > 0,
        let wanted = causes.demanded[bucket], wanted > Double(limit)
      else { return nil }
      let left = Double(limit) * (1 - Double(others[bucket] ?? 0) / 100)
      let waits = left > 0 ? ((wanted - 1) / left).rounded(.down) : .infinity
      return Bound(policy: policy, wanted: wanted, seconds: waits * Double(window))
    }
    if let longest = bounds.max(by: { $0.seconds < $1.seconds }) { return longest }
    guard causes.refused > 0 else { return nil }
    // Refused only because of what others, or the design's own retries, took.
    return causes.bindingPolicy.flatMap(LimitPolicy.init(named:)).map { Bound(policy: $0, wanted: 0, seconds: 0) }
  }

  private func text(_ policy: LimitPolicy, _ bound: [(design: String, bound: Bound?)], isExplained: Bool) -> String {
    let limit = LimitWords.limit(policy, causes[0].causes.limits)
    let explained = isExplained ? bound.first { ($0.bound?.wanted ?? 0) > 0 }?.design : nil
    let details = bound.compactMap { each -> String? in
      let name = causes.count == 1 ? "" : each.design + " "
      guard let bound = each.bound, bound.wanted > 0 else { return causes.count == 1 ? nil : each.design }
      let wanted = bound.wanted.text(decimals: 0)
      guard bound.seconds.isFinite else { return "\(name)wants \(wanted), and other apps take all" }
      let time = bound.seconds.text(decimals: 0) + Phrase.joint + "s"
      return each.design == explained
        ? "\(name)wants \(wanted) in one window, which takes \(time)" : "\(name)\(wanted), \(time)"
    }
    return details.isEmpty ? limit : "\(limit) (\(details.joined(separator: "; ")))"
  }

  private static func tenSeconds(_ causes: Causes) -> String {
    (causes.demanded["ten_second"] ?? 0).text(decimals: 0)
  }

  private func nothing(_ free: [(design: String, causes: Causes)]) -> String {
    let isAll = free.count == causes.count
    let wanted = free.map { (causes.count == 1 ? "" : $0.design + " ") + Self.tenSeconds($0.causes) }
    let limit = free[0].causes.limits["ten_second"].map { " of \($0)" } ?? ""
    let who = isAll ? "nothing" : "nothing for the others"
    return "\(who) (at most \(wanted.joined(separator: ", "))\(limit) calls wanted in 10 s)"
  }
}
