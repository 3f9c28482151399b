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

  package init() {}

  /// These, with the account's limits where none were said.
  ///
  /// - Parameter burst: nil for an account without such a limit.
  package func completed(tenSecond: Int, search: Int, burst: Int?) -> PacingSettings {
    var settings = self
    settings.tenSecondLimit = tenSecondLimit ?? tenSecond
    settings.searchLimit = searchLimit ?? search
    settings.burstLimit = burstLimit ?? burst
    return settings
  }
}
