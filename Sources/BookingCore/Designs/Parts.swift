package import HubSpotAPI
import Ports

// The parts that exist, by role. A new part is one more line here and in `PartRegistry`, and one more
// type beside its siblings.

extension Part where Role == any IdempotencyCheck {
  package static var search: Self { Part("search") { SearchIdempotencyCheck($0) } }
  package static var store: Self { Part("store") { _ in StoreIdempotencyCheck() } }
}

extension Part where Role == any ReadPlan {
  package static var sequentialWithEnrolment: Self {
    Part("sequential-with-enrolment") { _ in SequentialReads(enrolment: .searched) }
  }
  package static var sequential: Self { Part("sequential") { _ in SequentialReads(enrolment: .left) } }
  package static var parallel: Self { Part("parallel") { _ in ParallelReads() } }
}

extension Part where Role == any DuplicateDetection {
  package static var search: Self { Part("search") { SearchDuplicateDetection($0) } }
  package static var twoTier: Self { Part("two-tier") { TwoTierDuplicateDetection($0) } }
}

extension Part where Role == any SeatLedger {
  package static var hubSpotProperty: Self { Part("hubspot-property") { PropertySeatLedger($0) } }
  package static var store: Self { Part("store") { StoreSeatLedger($0) } }
}

extension Part where Role == any AssociationWriting {
  package static var direct: Self { Part("direct") { _ in DirectAssociationWriting() } }
  package static var queued: Self { Part("queued") { QueuedAssociationWriting($0) } }
}

extension Part where Role == any NoteWriting {
  package static var direct: Self { Part("direct") { DirectNoteWriting($0) } }
  package static var queued: Self { Part("queued") { QueuedNoteWriting($0) } }
}

extension Part where Role == any HubSpotTransport {
  /// The customer's retry.
  package static var retrying: Part<any HubSpotTransport> {
    Part("retrying") { RetryingTransport($0.transport, time: $0.time, delays: $0.settings.retryDelays) }
  }
  /// The customer's retry, with the rate-limit headers of every reply watched.
  package static var retryingMonitored: Part<any HubSpotTransport> {
    Part("retrying-monitored") {
      let monitored = MonitoredTransport($0.transport, time: $0.time, events: $0.events)
      return RetryingTransport(monitored, time: $0.time, delays: $0.settings.retryDelays)
    }
  }
}
