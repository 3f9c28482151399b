import Composition
import HubSpotClient

extension Design {
  /// Phase 2 with its "Solution 3": booking requests wait in a queue. They are begun as HubSpot's limits leave room; the
  /// documents' own pace is `phase2+admission=queue`.
  package static var phase2Queued: Design {
    Design(
      name: "phase2-queued",
      summary: "as phase2; booking requests wait in a queue and are begun as the limits leave room",
      Roles.admission(.queuedPaced),
      Roles.idempotency(.store),
      Roles.reads(.parallel),
      Roles.duplicates(.twoTier),
      Roles.seats(.store),
      Roles.associations(.queued),
      Roles.notes(.queued),
      Layers.retry(.fixedDelays),
      Layers.pacing(.knownWindow),
      Layers.monitoring(.headers)
    )
  }
}
