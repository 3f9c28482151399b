import HubSpotAPI

/// The parts that a design can be put together from, by role. A new part is one more entry here.
enum PartRegistry {
  static let idempotency: [Part<any IdempotencyCheck>] = [.search, .store]
  static let reads: [Part<any ReadPlan>] = [.sequentialWithEnrolment, .sequential, .parallel]
  static let duplicates: [Part<any DuplicateDetection>] = [.search, .twoTier]
  static let seats: [Part<any SeatLedger>] = [.hubSpotProperty, .store]
  static let associations: [Part<any AssociationWriting>] = [.direct, .queued]
  static let notes: [Part<any NoteWriting>] = [.direct, .queued]
  static let transport: [Part<any HubSpotTransport>] = [.retrying, .retryingMonitored]
}
