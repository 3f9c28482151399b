import Composition
import HubSpotClient

extension Design {
  /// Phase 2, "batching and background processing": as phase 1, idempotency in the store, associations and notes queued
  /// and written in batches.
  package static var phase2: Design {
    Design(
      name: "phase2",
      summary: "as phase1, idempotency in the store, associations and notes queued and written in batches",
      Roles.idempotency(.store),
      Roles.reads(.parallel),
      Roles.duplicates(.twoTier),
      Roles.seats(.store),
      Roles.associations(.queued),
      Roles.notes(.queued),
      Layers.retry(.fixedDelays),
      Layers.monitoring(.headers)
    )
  }
}
