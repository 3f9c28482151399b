/// What the parts that pace calls are told: what they believe of HubSpot's limits, and how long calls may wait for their
/// turn. Headers of replies are believed more than these numbers.
package struct PacingSettings: Hashable, Sendable {
  /// Calls in any 10 s; nil while nobody has said (`completed(by:)`).
  package var tenSecondLimit: Int?
  /// Searches in any second; nil while nobody has said.
  package var searchLimit: Int?
  /// Calls of all kinds in any second; nil while nobody has said.
  package var burstLimit: Int?
  /// The longest time that a call is taken to be on its way up: it counts in HubSpot's windows from some moment between
  /// being sent and this much later. Of ways with a median of 10 ms and a sigma of 0.5, two in a million take longer.
  package var wayUpAtMost: Duration = .milliseconds(100)
  /// Calls of the ten-second limit that are never used, for what cannot be known in time: another app that begins, a call
  /// that takes longer on its way up. One is enough for an app that sends evenly.
  package var reserve = 1
  /// How many calls wait for their turn, at the most.
  package var queueBound = 10_000
  /// How long a call waits for its turn when somebody waits for its reply, and it has no deadline of its own.
  package var longestForegroundWait: Duration = .seconds(30)
  /// The same for a call that nobody waits for.
  package var longestBackgroundWait: Duration = .seconds(120)
  /// A background call that has waited this long goes next, at one turn in four at the most.
  package var backgroundAgeing: Duration = .seconds(10)

  /// How many instances share the limits.
  package var instances = 1
  /// What a reservoir is filled with; nil for the ten-second limit.
  package var reservoir: Int?
  /// How often a reservoir is filled.
  package var reservoirInterval: Duration = .seconds(10)
  /// How many calls a token bucket lets go at once; nil for a fifth of the ten-second limit.
  package var bucketTokens: Int?
  /// How many calls a second a token bucket lets go after that; nil for what the ten-second limit leaves.
  package var bucketTokensPerSecond: Double?

  package init() {}

  /// These, with the account's limits where none were said.
  ///
  /// - Parameters:
  ///   - burst: nil for an account without such a limit.
  ///   - instances: how many there are.
  package func completed(tenSecond: Int, search: Int, burst: Int?, instances: Int = 1) -> PacingSettings {
    var settings = self
    settings.tenSecondLimit = tenSecondLimit ?? tenSecond
    settings.searchLimit = searchLimit ?? search
    settings.burstLimit = burstLimit ?? burst
    settings.instances = instances
    return settings
  }

  /// The limits that count in windows of 10 s and of 1 s; those of HubSpot's smallest accounts while nobody has said.
  package var believed: (tenSecond: Int, search: Int) { (tenSecondLimit ?? 100, searchLimit ?? 5) }

  package var bucketSize: Int { bucketTokens ?? max(1, believed.tenSecond / 5) }

  /// Calls a second: so many that those sent in a window and on the way up to it stay within the limit.
  package var bucketRate: Double {
    let span = (.seconds(10) + wayUpAtMost) / Duration.seconds(1)
    return bucketTokensPerSecond ?? Double(max(1, believed.tenSecond - bucketSize)) / span
  }
}
