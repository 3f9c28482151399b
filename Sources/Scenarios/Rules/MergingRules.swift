import BookingCore
import HubSpotAPI
import HubSpotClient
import Settings
import SimulatedHubSpot

extension ScenarioRule {
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
      let settings = draft.core.settings
      let call = CallTimes(draft).longestMerged
      let lands = settings.client.coalescing.entryLifetime + call.time
      // Of a lease two thirds are left when its holder dies.
      let undone = min(settings.recoveryGrace, settings.requestLease * 2 / 3)
      guard lands >= undone else { return nil }
      return "what was asked for last by a request that has died is sent up to "
        + "\(seconds(settings.client.coalescing.entryLifetime)) s later, and one in a million calls \(call.label.name) of "
        + "\(settings.client.coalescing.batch) inputs takes \(seconds(call.time)) s or more; after \(seconds(undone)) s "
        + "somebody may undo it. Expected core.coalescing.entry_lifetime_seconds below "
        + "\(seconds(max(.zero, undone - call.time))), or a longer core.recovery_grace_seconds and "
        + "core.request_lease_seconds."
    },
    ScenarioRule(
      "merged-batch-fits",
      .refused,
      binding: ["core.coalescing.batch", "hubspot.batch_limit"]
    ) { draft in
      let (batch, limit) = (draft.core.settings.client.coalescing.batch, draft.hubSpot.pages.batch)
      guard batch > limit else { return nil }
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
