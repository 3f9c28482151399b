package import HubSpotClient
package import Settings
import Texts

/// The keys of `pacing`: what the client believes of HubSpot's limits, and how long its calls wait for their turn.
package enum PacingKeys {
  private static let day: Duration = .seconds(86_400)

  /// All of them.
  package static var settings: [Setting<PacingSettings>] { limits + line + ways }

  /// What is believed of the limits, and how much of them is used: enough for a program whose calls wait as long as it takes.
  package static var limits: [Setting<PacingSettings>] {
    [
      Setting(
        "ten_second_limit",
        optional: \.tenSecondLimit,
        .count(1...100_000),
        "Calls in any 10 s, as the client believes until a reply says otherwise; without this key as it is."
      ),
      Setting(
        "search_limit_per_second",
        optional: \.searchLimit,
        .count(1...10_000),
        "Searches in any second, as the client believes; without this key as it is."
      ),
      Setting(
        "burst_per_second",
        optional: \.burstLimit,
        .count(1...100_000),
        "Calls in any second, as the client believes; without this key as it is."
      ),
      Setting(
        "way_up_at_most_ms",
        \.wayUpAtMost,
        .duration(.milliseconds, .zero ... .seconds(10)),
        "A call is taken to arrive within this time of being sent."
      ),
      Setting(
        "reserve",
        \.reserve,
        .count(0...100_000),
        "Calls of the ten-second limit that are never used; one call always may go."
      ),
    ]
  }

  private static var line: [Setting<PacingSettings>] {
    [
      Setting("queue_bound", \.queueBound, .count(1...1_000_000), "How many calls wait for their turn, at the most."),
      Setting(
        "longest_foreground_wait_seconds",
        \.longestForegroundWait,
        .duration(.seconds, .zero...day),
        "A call that somebody waits for is not admitted when its turn would come later, or has not come by then."
      ),
      Setting(
        "longest_background_wait_seconds",
        \.longestBackgroundWait,
        .duration(.seconds, .zero...day),
        "The same for a call that nobody waits for."
      ),
      Setting(
        "background_ageing_seconds",
        \.backgroundAgeing,
        .duration(.seconds, .zero...day),
        "A background call that has waited this long goes next, at one turn in four at the most."
      ),
    ]
  }

  private static var ways: [Setting<PacingSettings>] {
    [
      Setting(
        "reservoir",
        optional: \.reservoir,
        .count(1...100_000),
        "What pacing=reservoir is filled with; without this key the ten-second limit."
      ),
      Setting(
        "reservoir_refresh_seconds",
        \.reservoirInterval,
        .duration(.seconds, .milliseconds(250) ... .seconds(3_600)),
        "How often pacing=reservoir is filled."
      ),
      Setting(
        "bucket_tokens",
        optional: \.bucketTokens,
        .count(1...100_000),
        "How many calls pacing=gcra lets go at once; without this key a fifth of the ten-second limit."
      ),
      Setting(
        "bucket_tokens_per_second",
        optional: \.bucketTokensPerSecond,
        .number("0.001", "100000"),
        "How many calls a second pacing=gcra lets go after that; without this key what the ten-second limit leaves."
      ),
    ]
  }
}
