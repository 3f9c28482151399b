package import HubSpotAPI
import Ports

/// A design of the booking core: the part that it uses for each role. Reading two designs side by side is reading their
/// difference.
package struct Design: Sendable {
  package internal(set) var name: String
  /// One line for lists.
  package let summary: String
  package var idempotency: Part<any IdempotencyCheck>
  package var reads: Part<any ReadPlan>
  package var duplicates: Part<any DuplicateDetection>
  package var seats: Part<any SeatLedger>
  package var associations: Part<any AssociationWriting>
  package var notes: Part<any NoteWriting>
  package var transport: Part<any HubSpotTransport>
}

/// A named way to fill a role.
package struct Part<Role>: Sendable {
  package let name: String
  /// Parts of other roles that this one cannot be right with. None of today's parts excludes another: every combination
  /// of them has passed the audit, with one instance and with four.
  package let exclusions: [PartExclusion]
  package let make: @Sendable (CoreContext) -> Role

  package init(
    _ name: String,
    excluding exclusions: [PartExclusion] = [],
    _ make: @escaping @Sendable (CoreContext) -> Role
  ) {
    self.name = name
    self.exclusions = exclusions
    self.make = make
  }
}

/// A part of another role that a part cannot be combined with.
package struct PartExclusion: Hashable, Sendable {
  package let role: DesignRole
  package let part: String
  /// Ends the sentence "... cannot be combined, for ...".
  package let reason: String

  package init(_ role: DesignRole, _ part: String, reason: String) {
    self.role = role
    self.part = part
    self.reason = reason
  }
}

/// The parts of a design, made for one instance.
package struct DesignParts: Sendable {
  package let idempotency: any IdempotencyCheck
  package let reads: any ReadPlan
  package let duplicates: any DuplicateDetection
  package let seats: any SeatLedger
  package let associations: any AssociationWriting
  package let notes: any NoteWriting
  package let writing: BookingWriting

  package init(_ design: Design, _ context: CoreContext) {
    idempotency = design.idempotency.make(context)
    reads = design.reads.make(context)
    duplicates = design.duplicates.make(context)
    seats = design.seats.make(context)
    associations = design.associations.make(context)
    notes = design.notes.make(context)
    writing = BookingWriting(context)
  }
}
