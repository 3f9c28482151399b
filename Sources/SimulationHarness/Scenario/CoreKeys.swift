import BookingCore

/// The keys of `core`: the booking API's host, and every number of the booking core.
enum CoreKeys {
  private static let day: Duration = .seconds(86_400)
  /// Below this a background job would be most of what a run does.
  private static let shortestInterval: Duration = .milliseconds(10)

  private static var interval: ValueForm<Duration> { .duration(.seconds, shortestInterval...day) }
  private static var lease: ValueForm<Duration> { .duration(.seconds, .milliseconds(1)...day) }
  private static var lifetime: ValueForm<Duration> { .duration(.seconds, .milliseconds(1)...(day * 3_650)) }

  static var settings: [ScenarioSetting<Scenario.Core>] { host + requests + memory + jobs + queues }

  private static var host: [ScenarioSetting<Scenario.Core>] {
    [
      ScenarioSetting("instances", \.instances, .count(1...64), "Processes of the core; requests go round."),
      ScenarioSetting(
        "request_deadline_seconds",
        \.requestDeadline,
        lease,
        "Then the host answers 504, and the work ends where it is."
      ),
    ]
  }

  private static var requests: [ScenarioSetting<Scenario.Core>] {
    let retries = ValueForm<[Duration]>.list(of: .duration(.seconds, .zero ... .seconds(3_600)), 0...20) { delays in
      .array(delays.map { .number(TimeUnit.seconds.text($0)) })
    }
    return [
      ScenarioSetting(
        "retry_after_seconds",
        \.settings.retryDelays,
        retries,
        "Waits before a call that HubSpot refused or failed is sent again; as many retries as numbers."
      ),
      ScenarioSetting(
        "exam_lock_wait_seconds",
        \.settings.examLockWait,
        .duration(.seconds, .zero...day),
        "A request waits this long for the lock of an exam, then it answers BUSY."
      ),
      ScenarioSetting(
        "exam_lock_lease_seconds",
        \.settings.examLockLease,
        lease,
        "An exam lock outlives a holder that has died by this much."
      ),
      ScenarioSetting(
        "request_lease_seconds",
        \.settings.requestLease,
        lease,
        "A contact stays claimed this long by a request that has died; longer than request_deadline_seconds."
      ),
    ]
  }

  private static var memory: [ScenarioSetting<Scenario.Core>] {
    [
      ScenarioSetting(
        "answer_lifetime_seconds",
        \.settings.answerLifetime,
        lifetime,
        "How long the answer to an idempotency key is kept."
      ),
      ScenarioSetting(
        "negative_duplicate_lifetime_seconds",
        \.settings.negativeDuplicateLifetime,
        lifetime,
        "How long \"no duplicate\" is believed."
      ),
      ScenarioSetting(
        "positive_duplicate_at_least_seconds",
        \.settings.positiveDuplicateMinimum,
        lifetime,
        "The least time that a known booking is remembered."
      ),
      ScenarioSetting(
        "seat_counter_lifetime_seconds",
        \.settings.seatCounterLifetime,
        lifetime,
        "How long a seat counter lives after its last change."
      ),
    ]
  }

  private static var jobs: [ScenarioSetting<Scenario.Core>] {
    [
      ScenarioSetting(
        "recovery_grace_seconds",
        \.settings.recoveryGrace,
        lease,
        "A request without a sign of life for this long counts as abandoned."
      ),
      ScenarioSetting("recovery_interval_seconds", \.settings.recoveryInterval, interval, "Between recovery passes."),
      ScenarioSetting(
        "recovery_batch",
        \.settings.recoveryBatch,
        .count(1...10_000),
        "Unfinished requests that one recovery pass takes on."
      ),
      ScenarioSetting(
        "counter_sync_interval_seconds",
        \.settings.counterSyncInterval,
        interval,
        "Between writings of the seat counters to HubSpot."
      ),
      ScenarioSetting(
        "reconciliation_interval_seconds",
        \.settings.reconciliationInterval,
        interval,
        "Between comparisons of the seat counters with HubSpot's bookings."
      ),
      ScenarioSetting(
        "reconciliation_quiet_seconds",
        \.settings.reconciliationQuiet,
        lease,
        "An exam is compared when nothing has touched it for this long; longer than hubspot.index_lag_seconds."
      ),
      ScenarioSetting(
        "job_lease_seconds",
        \.settings.jobLease,
        lease,
        "How long a job outlives a holder that has died."
      ),
    ]
  }

  private static var queues: [ScenarioSetting<Scenario.Core>] {
    [
      ScenarioSetting(
        "association_interval_seconds",
        \.settings.associationInterval,
        interval,
        "Between passes of the association worker."
      ),
      ScenarioSetting("note_interval_seconds", \.settings.noteInterval, interval, "Between passes of the note worker."),
      ScenarioSetting(
        "queue_batch",
        \.settings.queueBatch,
        .count(1...10_000),
        "Items that a pass writes in one call; at most hubspot.batch_limit and hubspot.association_batch_limit."
      ),
      ScenarioSetting(
        "queue_tries",
        \.settings.queueTries,
        .count(1...1_000),
        "Failures of an item on its own account before it goes to the dead-letter queue."
      ),
      ScenarioSetting(
        "fallback_queue_length",
        \.settings.fallbackQueueLength,
        .count(0...100_000_000),
        "With more items in a queue than this, requests write to HubSpot themselves."
      ),
    ]
  }
}
