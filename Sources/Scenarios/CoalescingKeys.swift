import HubSpotClient
import Settings
import Texts

/// The keys of `core.coalescing`: when a batch of merged calls leaves, and how its senders show that they live.
enum CoalescingKeys {
  /// A millisecond to ten seconds: a window of nothing merges nothing, and nobody waits for an hour.
  private static var window: ValueForm<Duration> { .duration(.milliseconds, .milliseconds(1) ... .seconds(10)) }

  static var settings: [Setting<CoalescingSettings>] { leaving + lanes }

  private static var leaving: [Setting<CoalescingSettings>] {
    [
      Setting(
        "window_ms",
        \.window,
        window,
        "How long a batch of visitors' calls waits for more, while there is room in the limits."
      ),
      Setting(
        "widest_window_ms",
        \.widestWindow,
        window,
        "How long it waits when no room is left; at least window_ms."
      ),
      Setting(
        "easy_room",
        \.easyRoom,
        .count(1...10_000),
        "With fewer calls than this still to go out, the window widens."
      ),
      Setting(
        "batch",
        \.batch,
        .count(1...10_000),
        "Inputs of a batch of visitors' calls, at the most; without this key as many as HubSpot takes, up to 100."
      ),
    ]
  }

  private static var lanes: [Setting<CoalescingSettings>] {
    [
      Setting(
        "leader_lease_seconds",
        \.leaderLease,
        .duration(.seconds, .milliseconds(100) ... .seconds(60)),
        "With lanes in the store: how long after its last sign of life a sender is missed."
      ),
      Setting(
        "entry_lifetime_seconds",
        optional: \.entryLifetime,
        .duration(.seconds, .milliseconds(100) ... .seconds(3_600)),
        "How long after it was asked for a merged call may be sent; without this key 10, or what leases leave of that."
      ),
      Setting(
        "reply_lifetime_seconds",
        \.replyLifetime,
        .duration(.seconds, .seconds(1) ... .seconds(3_600)),
        "With lanes in the store: how long a reply is kept for who asked."
      ),
    ]
  }
}
