import BookingCore
import HubSpotAPI
import Settings
import Texts

extension ScenarioRule {
  /// A holder that has died may have sent a call, which HubSpot takes whenever it arrives, for it knows no fencing
  /// tokens. It must have landed before the lease runs out and somebody else looks. A lease is renewed when a third of
  /// it has passed, so that two thirds, less the way to the store, are left at any moment.
  static let leases = [
    jobOutlastsStore, visibilityOutlastsClaim,
    lease(
      "claim-outlasts-calls",
      .refused,
      "core.request_lease_seconds",
      \.requestLease,
      { $0.longestOfRequest },
      "what a request has sent last lands before its contact is free again"
    ),
    lease(
      "exam-lock-outlasts-counter",
      .refused,
      "core.exam_lock_lease_seconds",
      \.examLockLease,
      { $0.longestCounterWrite },
      "a counter that was sent under the lock of its exam lands before the lock is free again"
    ),
    // Of a job only the end of its instance makes two, and the instances of a scenario live as long as it does.
    lease(
      "job-outlasts-batch",
      .warned,
      "core.job_lease_seconds",
      \.jobLease,
      { $0.longestOfJob },
      "what a job has sent last lands before another instance takes the job over",
      where: { $0.core.jobs == .resident }
    ),
  ]

  private static let jobOutlastsStore = ScenarioRule(
    "job-outlasts-store",
    .refused,
    binding: ["core.job_lease_seconds", "store.command_ms"]
  ) { draft in
    let (lease, least) = (draft.core.settings.jobLease, draft.store.commandLatency * 3)
    guard lease < least else { return nil }
    return
      "a job whose lease of \(seconds(lease)) s runs out on the way to the store and back never gets anything done; "
      + "expected core.job_lease_seconds of at least \(seconds(least)), three times the way, or a faster store."
  }

  /// Whoever takes a dead claimant's request over would meet the contact claimed, again and again, and use up its tries.
  private static let visibilityOutlastsClaim = ScenarioRule(
    "visibility-outlasts-claim",
    .refused,
    binding: ["core.queue.visibility_timeout_seconds", "core.request_lease_seconds"]
  ) { draft in
    let claim = draft.core.settings.requestLease
    guard let timeout = draft.core.settings.requestQueue.visibilityTimeout, timeout < claim else { return nil }
    return
      "a queued request comes back to the queue \(seconds(timeout)) s after its instance has died, and its contact stays "
      + "claimed for \(seconds(claim)) s; expected core.queue.visibility_timeout_seconds of at least \(seconds(claim))."
  }

  /// - Parameter isBinding: whether the rule says anything to a scenario.
  static func lease(
    _ name: String,
    _ consequence: Consequence,
    _ key: String,
    _ duration: any KeyPath<CoreSettings, Duration> & Sendable,
    _ longest: @escaping @Sendable (CallTimes) -> CallTimes.Call,
    _ purpose: String,
    where isBinding: @escaping @Sendable (ScenarioDraft) -> Bool = { _ in true }
  ) -> ScenarioRule {
    ScenarioRule(
      name,
      consequence,
      binding: [
        key, "hubspot.latency.sigma", "hubspot.latency.median_ms", "core.queue_batch", "store.command_ms",
        "hubspot.episodes",
      ]
    ) { draft in
      guard isBinding(draft) else { return nil }
      let (lease, call) = (draft.core.settings[keyPath: duration], longest(CallTimes(draft)))
      let least = (call.time + draft.store.commandLatency * 2) * 3 / 2
      guard lease < least else { return nil }
      return "\(purpose). One in a million calls \(call.label.name) takes \(seconds(call.time)) s or more, "
        + "and two thirds of the lease of \(seconds(lease)) s are left when its holder dies; "
        + "expected \(key) of at least \(seconds(least)), or faster calls"
        + (draft.store.commandLatency > call.time ? " to the store." : ".")
    }
  }

  static func seconds(_ duration: Duration) -> String { TimeUnit.seconds.text(duration) }
}
