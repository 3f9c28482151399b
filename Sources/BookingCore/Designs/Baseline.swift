extension Design {
  /// The system as it is: eleven calls in sequence, seats checked on HubSpot's property under the exam's lock.
  package static var baseline: Design {
    Design(
      name: "baseline",
      summary: "11 calls in sequence, seats on HubSpot's property under a lock per exam",
      idempotency: .search,
      reads: .sequentialWithEnrolment,
      duplicates: .search,
      seats: .hubSpotProperty,
      associations: .direct,
      notes: .direct,
      transport: .retrying
    )
  }
}
