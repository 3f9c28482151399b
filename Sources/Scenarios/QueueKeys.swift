import BookingCore
import LoadGeneration
import Settings
import Texts

/// The keys of `core.queue`: what the parts that queue booking requests are told.
enum QueueKeys {
  private static let day: Duration = .seconds(86_400)
  private static var wait: ValueForm<Duration> { .duration(.seconds, .milliseconds(100)...day) }

  static var settings: [Setting<QueueSettings>] {
    [
      Setting(
        "per_second",
        \.perSecond,
        .count(1...100_000),
        "With the part queue: requests that are begun in a second, over all instances."
      ),
      Setting(
        "interval_seconds",
        \.interval,
        .duration(.seconds, .milliseconds(10)...day),
        "Between looks at an empty queue."
      ),
      Setting("longest", \.longest, .count(1...10_000_000), "With so many waiting a new request is turned away."),
      Setting("width", \.width, .count(1...10_000), "Requests that one instance works on at once, at the most."),
      Setting("tries", \.tries, .count(1...1_000), "How often a request is tried before it has failed."),
      Setting(
        "busy_patience_seconds",
        \.busyPatience,
        .duration(.seconds, .zero...day),
        "For so long a try that finds the contact or the last seats held by somebody else does not count."
      ),
      Setting(
        "back_off_seconds",
        \.backOff,
        wait,
        "Before the second try, half of it by chance; doubled with every further one."
      ),
      Setting("longest_back_off_seconds", \.longestBackOff, wait, "What the doubling ends at."),
      Setting(
        "visibility_timeout_seconds",
        optional: \.visibilityTimeout,
        .duration(.seconds, .seconds(1)...day),
        "How long a request stays with an instance that has died; without this key as long as core.request_lease_seconds."
      ),
      Setting(
        "head_start_seconds",
        \.headStart,
        .duration(.seconds, .zero...day),
        "A request of high priority goes before normal ones that have come no more than this earlier."
      ),
      Setting(
        "assumed_calls",
        \.assumedCalls,
        .count(1...1_000),
        "HubSpot calls that a booking is assumed to take until some have been served."
      ),
      Setting(
        "notice_interval_seconds",
        \.noticeInterval,
        .duration(.seconds, .milliseconds(10)...day),
        "Between deliveries of notices to visitors."
      ),
    ]
  }
}

/// The keys of what visitors do whose requests wait in a queue.
enum QueueWaitingKeys {
  static var form: ValueForm<QueueWaiting> {
    .section(
      QueueWaiting(),
      [
        Setting(
          "poll_seconds",
          \.pollEvery,
          .duration(.seconds, .milliseconds(10) ... .seconds(3_600)),
          "Between questions what has become of the request."
        ),
        Setting("away", optional: \.away, away, "Who leaves the page, and comes back with the same form."),
        Setting("withdraw", optional: \.withdraw, withdraw, "Who takes the request out of the queue."),
      ]
    )
  }

  private static var away: ValueForm<QueueWaiting.Away> {
    .section(
      QueueWaiting.Away(share: .certain, time: .zero ... .zero),
      [
        Setting("share_percent", \.share, .percent, isRequired: true, "Of those who have a place in the queue."),
        Setting("seconds", \.time, VisitorSettings.pause, isRequired: true, "How long, uniformly within this range."),
      ]
    )
  }

  private static var withdraw: ValueForm<QueueWaiting.Withdrawal> {
    .section(
      QueueWaiting.Withdrawal(share: .certain, after: .zero ... .zero),
      [
        Setting("share_percent", \.share, .percent, isRequired: true, "Of those who have a place in the queue."),
        Setting("after_seconds", \.after, VisitorSettings.pause, isRequired: true, "From taking the place on."),
      ]
    )
  }
}
