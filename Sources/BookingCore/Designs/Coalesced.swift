import Composition
import HubSpotClient

extension Design {
  /// As few calls as HubSpot's batch endpoints allow: what many visitors want at once is asked and written in one call,
  /// the store decides and counts, and HubSpot follows.
  package static var coalesced: Design {
    Design(
      name: "coalesced",
      summary: "many visitors' calls become batch calls; seats, credits and duplicates decided in the store",
      Roles.admission(.shedding),
      Roles.idempotency(.store),
      Roles.reads(.parallel),
      Roles.duplicates(.store),
      Roles.exams(.remembered),
      Roles.seats(.storeSummed),
      Roles.credits(.creditStore),
      Roles.associations(.inline),
      Roles.notes(.drained),
      Layers.coalescing(.merged),
      Layers.retry(.fixedDelays),
      Layers.pacing(.knownWindow),
      Layers.monitoring(.headers)
    )
  }
}
