import BookingCore
import LoadGeneration
import Settings

extension ScenarioRule {
  static let lifetimes = [
    ScenarioRule(
      "answer-outlives-return",
      .refused,
      binding: [
        "core.answer_lifetime_seconds", "core.request_deadline_seconds", "load.visitors.come_back_after_seconds",
      ]
    ) { draft in
      let least = draft.core.requestDeadline + draft.load.visitors.longestPause
      guard draft.core.settings.answerLifetime < least else { return nil }
      return "who had a time-out comes back and hears what became of the request. That is up to \(seconds(least)) s "
        + "after it was carried out (core.request_deadline_seconds and load.visitors.come_back_after_seconds together), "
        + "and an answer is kept for \(seconds(draft.core.settings.answerLifetime)) s; "
        + "expected core.answer_lifetime_seconds of at least \(seconds(least))."
    },
    ScenarioRule(
      "counter-outlives-request",
      .refused,
      binding: ["core.seat_counter_lifetime_seconds", "core.request_deadline_seconds"]
    ) { draft in
      let (lifetime, deadline) = (draft.core.settings.seatCounterLifetime, draft.core.requestDeadline)
      guard lifetime < deadline else { return nil }
      return "a request that has read the exam before the store's count ran out does not seed a new one with what it "
        + "read. A request may take \(seconds(deadline)) s, and a count lives for \(seconds(lifetime)) s; "
        + "expected core.seat_counter_lifetime_seconds of at least \(seconds(deadline))."
    },
    ScenarioRule(
      "drain-covers-jobs",
      .refused,
      binding: [
        "run.drain_limit_seconds", "core.request_lease_seconds", "core.recovery_grace_seconds",
        "core.recovery_interval_seconds", "core.counter_sync_interval_seconds", "core.reconciliation_interval_seconds",
        "core.association_interval_seconds", "core.note_interval_seconds", "core.credit_sync_interval_seconds",
        "core.job_lease_seconds", "core.retry_after_seconds", "hubspot.latency.refusal_ms", "hubspot.latency.median_ms",
        "hubspot.latency.batch_extra_per_input_ms", "hubspot.episodes", "cron.interval_seconds",
        "cron.shortest_interval_seconds", "core.jobs",
      ]
    ) { draft in
      let settings = draft.coreSettings
      let longest =
        [
          settings.recoveryInterval, settings.counterSyncInterval, settings.reconciliationInterval,
          settings.associationInterval, settings.noteInterval, settings.creditSyncInterval, settings.webhookInterval,
        ].max() ?? .zero
      let least =
        max(settings.requestLease, settings.jobLease) + settings.recoveryGrace + settings.recoveryInterval + longest * 2
        + CallTimes(draft).longestWithRetries * 6
      guard draft.run.drainLimit < least else { return nil }
      return
        "after the last visitor every lease can run out, the recovery's grace can pass, and every job can make two "
        + "passes with calls that are refused. That takes up to \(seconds(least)) s, and a run may go on for "
        + "\(seconds(draft.run.drainLimit)) s; expected run.drain_limit_seconds of at least \(seconds(least)), or "
        + "shorter leases, graces, intervals and calls."
    },
  ]
}
