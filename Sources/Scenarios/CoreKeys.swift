import AccountScenarios
import BookingCore
import HubSpotClient
import Settings
import Texts

/// The keys of `core`: the booking API's host, and every number of the booking core.
enum CoreKeys {
  private static let day: Duration = .seconds(86_400)
  /// Below this a background job would be most of what a run does.
  private static let shortestInterval: Duration = .milliseconds(10)

  private static var interval: ValueForm<Duration> { .duration(.seconds, shortestInterval...day) }
  private static var lease: ValueForm<Duration> { .duration(.seconds, .milliseconds(1)...day) }
  private static var lifetime: ValueForm<Duration> { .duration(.seconds, .milliseconds(1)...(day * 3_650)) }

  /// The core as it was when scenarios were first told apart by a hash.
  private static var before: Scenario.Core { ScenarioDraft().core }

  static var settings: [Setting<Scenario.Core>] {
    host + requests + memory + jobs + queues + [coalescing, pacing, cache, queue]
  }

  private static var coalescing: Setting<Scenario.Core> {
    Setting(
      "coalescing",
      \.settings.client.coalescing,
      .section(CoalescingSettings(), CoalescingKeys.settings),
      laterThan: before,
      "What the parts that merge calls are told."
    )
  }

  private static var cache: Setting<Scenario.Core> {
    Setting(
      "cache",
      \.settings.cache,
      .section(CacheSettings(), CacheKeys.settings),
      laterThan: before,
      "What the parts that remember look-ups are told."
    )
  }

  private static var queue: Setting<Scenario.Core> {
    Setting(
      "queue",
      \.settings.requestQueue,
      .section(QueueSettings(), QueueKeys.settings),
      laterThan: before,
      "What the parts that queue booking requests are told."
    )
  }

  private static var pacing: Setting<Scenario.Core> {
    Setting(
      "pacing",
      \.settings.client.pacing,
      .section(PacingSettings(), PacingKeys.settings),
      laterThan: before,
      "What the parts that pace calls are told."
    )
  }

  /// What the keys of the host come to: nothing for resident instances, so that they are what they were before there was
  /// anything else.
  static func resolvedLines(_ core: Scenario.Core) -> [CanonicalLine] {
    guard core.host != .resident else { return [] }
    return [
      CanonicalLine("host", core.host.rawValue), CanonicalLine("cold_start", core.coldStart),
      CanonicalLine("instance_idle", core.instanceIdle),
    ]
  }

  private static var host: [Setting<Scenario.Core>] {
    [
      Setting(
        "host",
        \.host,
        .choice,
        canonical: .resolved,
        "Processes that stay, each for many requests at a time, or as many as requests need, each for one at a time."
      ),
      Setting(
        "jobs",
        \.jobs,
        .choice,
        laterThan: before,
        "Whether instances run their jobs themselves, or a host's scheduler calls them from outside: see cron."
      ),
      Setting("instances", \.instances, .count(1...64), "Processes of the core that stay; requests go round."),
      Setting(
        "cold_start_seconds",
        \.coldStart,
        .duration(.seconds, .zero ... .seconds(600)),
        canonical: .resolved,
        "With an instance a request: until a new one begins to work on its first request."
      ),
      Setting(
        "instance_idle_seconds",
        \.instanceIdle,
        .duration(.seconds, .zero...day),
        canonical: .resolved,
        "With an instance a request: one that has served nothing for so long is gone; with 0 none serves a second one."
      ),
      Setting(
        "request_deadline_seconds",
        \.requestDeadline,
        lease,
        "Then the host answers 504, and the work ends where it is."
      ),
    ]
  }

  private static var requests: [Setting<Scenario.Core>] {
    let retries = ValueForm<[Duration]>.list(of: .duration(.seconds, .zero ... .seconds(3_600)), 0...20) { delays in
      .array(delays.map { .number(TimeUnit.seconds.text($0)) })
    }
    return [
      Setting(
        "retry_after_seconds",
        \.settings.retryDelays,
        retries,
        "Waits before a call that HubSpot refused or failed is sent again; as many retries as numbers."
      ),
      Setting(
        "shedding_patience_ms",
        \.settings.sheddingPatience,
        .duration(.milliseconds, .zero ... .seconds(60)),
        laterThan: before,
        "A booking is let in when its calls wait for their turns no longer than this."
      ),
      Setting(
        "exam_lock_wait_seconds",
        \.settings.examLockWait,
        .duration(.seconds, .zero...day),
        "A request waits this long for the lock of an exam, then it answers BUSY."
      ),
      Setting(
        "exam_lock_lease_seconds",
        \.settings.examLockLease,
        lease,
        "An exam lock outlives a holder that has died by this much."
      ),
      Setting(
        "request_lease_seconds",
        \.settings.requestLease,
        lease,
        "A contact stays claimed this long by a request that has died."
      ),
    ]
  }

  private static var memory: [Setting<Scenario.Core>] {
    [
      Setting(
        "answer_lifetime_seconds",
        \.settings.answerLifetime,
        lifetime,
        "How long the answer to an idempotency key is kept."
      ),
      Setting(
        "negative_duplicate_lifetime_seconds",
        \.settings.negativeDuplicateLifetime,
        lifetime,
        "How long \"no duplicate\" is believed."
      ),
      Setting(
        "positive_duplicate_at_least_seconds",
        \.settings.positiveDuplicateMinimum,
        lifetime,
        "The least time that a known booking is remembered."
      ),
      Setting(
        "seat_counter_lifetime_seconds",
        \.settings.seatCounterLifetime,
        lifetime,
        "How long a seat counter lives from when HubSpot has it."
      ),
      Setting(
        "credit_lifetime_seconds",
        \.settings.creditLifetime,
        lifetime,
        laterThan: before,
        "How long HubSpot's word on a contact's credits is believed."
      ),
      Setting(
        "exam_memory_seconds",
        \.settings.examMemoryLifetime,
        lifetime,
        laterThan: before,
        "How long an exam's record is remembered by an instance."
      ),
    ]
  }

  private static var jobs: [Setting<Scenario.Core>] {
    [
      Setting(
        "recovery_grace_seconds",
        \.settings.recoveryGrace,
        lease,
        "A request without a sign of life for this long counts as abandoned."
      ),
      Setting("recovery_interval_seconds", \.settings.recoveryInterval, interval, "Between recovery passes."),
      Setting(
        "recovery_batch",
        \.settings.recoveryBatch,
        .count(1...10_000),
        "Unfinished requests that the recovery works on at once, at the most."
      ),
      Setting(
        "counter_sync_interval_seconds",
        \.settings.counterSyncInterval,
        interval,
        "Between writings of the seat counters to HubSpot."
      ),
      Setting(
        "credit_sync_interval_seconds",
        \.settings.creditSyncInterval,
        interval,
        laterThan: before,
        "Between writings of the store's credits to HubSpot."
      ),
      Setting(
        "reconciliation_interval_seconds",
        \.settings.reconciliationInterval,
        interval,
        "Between comparisons of the seat counters with HubSpot's bookings."
      ),
      Setting(
        "reconciliation_quiet_seconds",
        \.settings.reconciliationQuiet,
        lease,
        "An exam is compared when nothing has touched it for this long; longer than hubspot.index_lag_seconds."
      ),
      Setting(
        "job_lease_seconds",
        \.settings.jobLease,
        lease,
        "How long a job outlives a holder that has died."
      ),
    ]
  }

  private static var queues: [Setting<Scenario.Core>] {
    [
      Setting(
        "association_interval_seconds",
        \.settings.associationInterval,
        interval,
        "Between passes of the association worker."
      ),
      Setting("note_interval_seconds", \.settings.noteInterval, interval, "Between passes of the note worker."),
      Setting(
        "queue_batch",
        \.settings.queueBatch,
        .count(1...10_000),
        "Inputs of one batch call, of queues and of counters; at most hubspot.batch_limit and hubspot.association_batch_limit."
      ),
      Setting(
        "queue_tries",
        \.settings.queueTries,
        .count(1...1_000),
        "Failures of an item on its own account before it goes to the dead-letter queue."
      ),
      Setting(
        "fallback_queue_length",
        \.settings.fallbackQueueLength,
        .count(0...100_000_000),
        "With more items in a queue than this, requests write to HubSpot themselves."
      ),
    ]
  }
}
