import BookingAPI
import BookingCore
package import HubSpotAPI
package import VirtualTime

/// An event of HubSpot's that an instance has worked off: what it remembered of the object it has forgotten by then.
package struct WorkedOffEvent: Sendable {
  let instance: Int
  let object: ObjectReference
  let at: VirtualInstant

  package init(instance: Int, object: ObjectReference, at: VirtualInstant) {
    self.instance = instance
    self.object = object
    self.at = at
  }
}

/// Since when what an instance answers is new: it may be as old as it is remembered, but not as what it has forgotten since.
struct Freshness {
  private let events: [Int: [WorkedOffEvent]]
  private let records: ShownRecords

  init(_ events: [WorkedOffEvent], _ records: ShownRecords) {
    self.events = Dictionary(grouping: events, by: \.instance)
    self.records = records
  }

  /// The moment before which nothing of an answer can have been read; nil when no event before its request tells.
  func since(_ answer: ShownAnswer) -> VirtualInstant? {
    guard let instance = answer.instance, let own = events[instance] else { return nil }
    return own.filter { $0.at <= answer.askedAt && concerns($0.object, answer.content) }.map(\.at).max()
  }

  private func concerns(_ object: ObjectReference, _ content: ShownAnswer.Content) -> Bool {
    switch content {
    case .exams: return object.type == BookingSchema.exams || records.bookings[object.id] != nil
    case .credits(_, let key): return contact(of: object).map { $0 == records.contact(key) } ?? false
    case .booking(let booking, _): return object.id == booking.id || object.id == booking.exam
    case .noBooking(let id, _): return object.id == id
    case .list(let request, let page):
      if let contact = contact(of: object) { return contact == records.contact(request.contact) }
      return page.bookings.contains { $0.exam == object.id }
    }
  }

  /// Whose records an event about an object touches; nil for an exam.
  private func contact(of object: ObjectReference) -> ObjectID? {
    object.type == .contacts ? object.id : records.bookings[object.id]?.contact
  }
}
