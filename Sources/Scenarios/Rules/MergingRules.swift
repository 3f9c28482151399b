import AccountScenarios
import BookingCore
import HubSpotAPI
import HubSpotClient
import Settings
import SimulatedHubSpot

extension ScenarioRule {
  /// What designs that merge calls demand: the others read none of it.
  ///
  /// A merged call outlives the request that asked for it. It must have landed before anybody undoes that request, or takes
  /// it up again.
  static let merging = [
    ScenarioRule(
      "merged-calls-land",
      .refused,
      binding: [
        "core.coalescing.entry_lifetime_seconds", "core.recovery_grace_seconds", "core.request_lease_seconds",
        "core.coalescing.batch", "hubspot.latency.sigma", "hubspot.latency.median_ms", "hubspot.episodes",
      ]
    ) { draft in
      let (merging, call, undone) = (
        draft.core.settings.client.coalescing, CallTimes(draft).longestMerged, draft.undone
      )
      let lifetime = merging.entryLifetime
      guard (lifetime ?? .zero) + call.time >= undone else { return nil }
      let sent = lifetime.map { "is sent up to \(seconds($0)) s later" } ?? "is sent later"
      let shorter =
        call.time < undone
        ? "core.coalescing.entry_lifetime_seconds below \(seconds(undone - call.time))"
        : "a smaller core.coalescing.batch"
      return "what was asked for last by a request that has died \(sent), and one in a million calls "
        + "\(call.label.name) of \(CallTimes(draft).mergedInputs) inputs takes \(seconds(call.time)) s or more; after "
        + "\(seconds(undone)) s somebody may undo it. Expected \(shorter), or a longer core.recovery_grace_seconds "
        + "and core.request_lease_seconds."
    },
    ScenarioRule(
      "merged-batch-fits",
      .refused,
      binding: ["core.coalescing.batch", "hubspot.batch_limit"]
    ) { draft in
      let (batch, limit) = (draft.core.settings.client.coalescing.batch, draft.hubSpot.pages.batch)
      // What nobody has said is as much as HubSpot takes.
      guard batch > limit, batch != CoalescingSettings().batch else { return nil }
      return "HubSpot refuses a batch of more than \(limit) inputs whole; "
        + "expected core.coalescing.batch of at most hubspot.batch_limit, \(limit)."
    },
    ScenarioRule(
      "window-widens",
      .refused,
      binding: ["core.coalescing.widest_window_ms", "core.coalescing.window_ms"]
    ) { draft in
      let coalescing = draft.core.settings.client.coalescing
      guard coalescing.widestWindow < coalescing.window else { return nil }
      return "a window that shall widen with load cannot be widest below where it begins; expected "
        + "core.coalescing.widest_window_ms of at least core.coalescing.window_ms."
    },
  ]
}

extension Scenario {
  /// How long after it was asked for a merged call may be sent at the latest, so that it has landed, but once in a million
  /// times, before somebody undoes what it was asked for.
  package var latestMergedCall: Duration { draft.undone - CallTimes(draft).longestMerged.time - .milliseconds(1) }
}

extension ScenarioDraft {
  /// How long after its last sign of life a request may be undone. Of a lease two thirds are left when its holder dies.
  fileprivate var undone: Duration {
    let settings = core.settings
    return min(settings.recoveryGrace, settings.requestLease * 2 / 3)
  }
}
