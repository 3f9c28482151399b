import BookingCore
import DeterministicRuntime
import HubSpotAPI
import LoadGeneration
import Scenarios
import SimulatedHubSpot
import VirtualTime

/// Somebody who is at work in the account itself: enters what the scenario says, when it says so.
struct AdminDesk: Sendable {
  private let edits: [AdminEdit]
  private let portal: BookingPortal
  private let hubSpot: SimulatedHubSpot
  private let clock = VirtualClock()

  /// - Parameter edits: those of one moment are entered in this order.
  init(_ edits: [AdminEdit], _ portal: BookingPortal, _ hubSpot: SimulatedHubSpot) {
    self.edits = edits.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    self.portal = portal
    self.hubSpot = hubSpot
  }

  var hasWork: Bool { !edits.isEmpty }

  /// Enters all of it; ends with the last edit.
  func run() async throws {
    for edit in edits {
      try await clock.sleep(until: .start.advanced(by: edit.at))
      switch edit.change {
      case .exam(let change): try await enter(change)
      case .contact(let change): try await enter(change)
      }
    }
  }

  private func enter(_ change: AdminEdit.ExamChange) async throws(HubSpotEditError) {
    let names = BookingSchema.Exam.self
    let properties = [
      change.capacity.map { Property(names.capacity, String($0)) },
      change.status.map { Property(names.status, $0.rawValue) },
    ]
    try await hubSpot.edit(
      ObjectReference(BookingSchema.exams, portal.exams[change.exam].id),
      properties.compactMap(\.self)
    )
  }

  /// Of random arrivals fewer may have come than were expected.
  private func enter(_ change: AdminEdit.ContactChange) async throws(HubSpotEditError) {
    guard portal.contacts.indices.contains(change.contact) else { return }
    let contact = portal.contacts[change.contact]
    let credits = BookingSchema.creditTypes.compactMap { type in
      change.credits[type].map { Property(BookingSchema.Contact.credits(type), String($0)) }
    }
    if !credits.isEmpty { try await hubSpot.edit(ObjectReference(.contacts, contact), credits) }
    if change.cancelsBooking == true { try await cancelBooking(of: contact) }
  }

  /// The slot is what keeps dates single: whoever cancels by hand frees it.
  private func cancelBooking(of contact: ObjectID) async throws(HubSpotEditError) {
    let names = BookingSchema.Booking.self
    let booking = await hubSpot.auditedObjects(of: BookingSchema.bookings).first {
      !portal.history.contains($0.id) && $0[names.contact] == contact.description
        && $0[names.status] == BookingSchema.Status.active.rawValue
    }
    guard let booking else { return }
    try await hubSpot.edit(
      ObjectReference(BookingSchema.bookings, booking.id),
      [Property(names.status, BookingSchema.Status.cancelled.rawValue), Property(names.activeSlot, "")]
    )
  }
}
