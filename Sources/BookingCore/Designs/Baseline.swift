import Composition
import HubSpotClient

extension Design {
  /// The system as it is: eleven calls in sequence, seats checked on HubSpot's property under the exam's lock.
  package static var baseline: Design {
    Design(
      name: "baseline",
      summary: "11 calls in sequence, seats on HubSpot's property under a lock per exam",
      Roles.idempotency(.search),
      Roles.reads(.sequentialWithEnrolment),
      Roles.duplicates(.search),
      Roles.seats(.hubSpotProperty),
      Roles.associations(.direct),
      Roles.notes(.direct),
      Layers.retry(.fixedDelays)
    )
  }
}
