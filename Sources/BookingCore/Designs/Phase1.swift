extension Design {
  /// Phase 1, "quick wins": no enrolment search, two-tier duplicate detection, seats in the store, parallel reads,
  /// rate-limit monitoring.
  package static var phase1: Design {
    Design(
      name: "phase1",
      summary: "parallel reads, two-tier duplicate detection, seats in the store, headers watched",
      idempotency: .search,
      reads: .parallel,
      duplicates: .twoTier,
      seats: .store,
      associations: .direct,
      notes: .direct,
      transport: .retryingMonitored
    )
  }
}
