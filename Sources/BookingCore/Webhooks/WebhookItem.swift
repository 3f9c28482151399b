package import HubSpotAPI

/// What a webhook is worked off for: each endpoint has its own.
package enum WebhookPurpose: String, Hashable, Sendable, CaseIterable {
  /// Exams are counted anew, and what is remembered is forgotten.
  case bookingSync = "booking-sync"
  /// What is remembered is forgotten.
  case cacheInvalidation = "cache-invalidation"
}

/// An event of a webhook as the core keeps it: what it was about, and what tells it from every other.
package struct WebhookItem: Hashable, Sendable {
  package let purpose: WebhookPurpose
  package let kind: WebhookEvent.Kind
  package let object: ObjectReference
  /// The name of the property that has changed; empty for other kinds.
  package let property: String
  /// Milliseconds since the Unix epoch.
  package let occurred: Int64
  package let eventID: Int64
  /// How often it has failed on its own account.
  package var failures = 0
  /// How often a whole batch with it has failed, of which any item may have been the cause.
  package var rejections = 0

  package init(_ event: WebhookEvent, for purpose: WebhookPurpose) {
    self.purpose = purpose
    kind = event.kind
    object = event.object
    property = event.property?.name ?? ""
    occurred = event.occurredAt
    eventID = event.eventID
  }

  /// The same for every delivery of the event, and for no other event: HubSpot's number alone is not unique.
  package var identity: String {
    "\(purpose.rawValue)|\(kind.rawValue)|\(object.type.id)|\(object.id)|\(occurred)|\(eventID)|\(property)"
  }

  package var encoded: String { "\(failures)|\(rejections)|\(identity)" }

  package init?(encoded text: String) {
    // The property comes last: whatever letters its name has, it ends nothing.
    let fields = StoredFields.split(text, atMost: 9)
    guard fields.count == 9, let failures = Int(fields[0]), let rejections = Int(fields[1]),
      let purpose = WebhookPurpose(rawValue: fields[2]), let kind = WebhookEvent.Kind(rawValue: fields[3]),
      let id = ObjectID(fields[5]), let occurred = Int64(fields[6]), let eventID = Int64(fields[7])
    else { return nil }
    self.failures = failures
    self.rejections = rejections
    self.purpose = purpose
    self.kind = kind
    object = ObjectReference(ObjectType(fields[4]), id)
    self.occurred = occurred
    self.eventID = eventID
    property = fields[8]
  }

  /// Whether the seats that are taken of an exam may be others after it. What is written of an exam's own counter is none
  /// of it: counting anew would write again.
  var mayChangeSeats: Bool {
    guard purpose == .bookingSync, object.type == BookingSchema.bookings else { return false }
    let names = BookingSchema.Booking.self
    return kind != .propertyChange || [names.status, names.exam].contains(property)
  }
}
