extension Design {
  /// Phase 2, "batching and background processing": as phase 1, idempotency in the store, associations and notes queued
  /// and written in batches.
  package static var phase2: Design {
    Design(
      name: "phase2",
      summary: "as phase1, idempotency in the store, associations and notes queued and written in batches",
      idempotency: .store,
      reads: .parallel,
      duplicates: .twoTier,
      seats: .store,
      associations: .queued,
      notes: .queued,
      transport: .retryingMonitored
    )
  }
}
