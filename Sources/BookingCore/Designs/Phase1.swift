import Composition
import HubSpotClient

extension Design {
  /// Phase 1, "quick wins": no enrolment search, two-tier duplicate detection, seats in the store, parallel reads,
  /// rate-limit monitoring.
  package static var phase1: Design {
    Design(
      name: "phase1",
      summary: "parallel reads, two-tier duplicate detection, seats in the store, headers watched",
      Roles.idempotency(.search),
      Roles.reads(.parallel),
      Roles.duplicates(.twoTier),
      Roles.seats(.store),
      Roles.associations(.direct),
      Roles.notes(.direct),
      Layers.retry(.fixedDelays),
      Layers.monitoring(.headers)
    )
  }
}
