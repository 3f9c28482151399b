package import HubSpotAPI

/// A note that is to be written, as it stands in a queue.
package struct NoteItem: Hashable, Sendable {
  package var kind: Intent.Kind
  package var booking: ObjectID
  package var contact: ObjectID
  package var examDate: String
  /// Whether an earlier try may have written it: then the timeline is looked at first.
  package var isUncertain = false
  /// How often it has failed on its own account.
  package var failures = 0
  /// How often a whole batch with it was rejected, of which any item may have been the cause.
  package var rejections = 0

  /// The note of an intent that has its booking.
  package init(_ intent: Intent) {
    guard let booking = intent.booking else { preconditionFailure("a note about a booking that is not written") }
    kind = intent.kind
    self.booking = booking
    contact = intent.contact
    examDate = intent.examDate
  }

  /// Names booking and event, and so tells the note from every other.
  package var body: String { Self.body(kind, booking: booking, examDate: examDate) }

  package static func body(_ kind: Intent.Kind, booking: ObjectID, examDate: String) -> String {
    switch kind {
    case .booking: "Booking \(booking) created for \(examDate)"
    case .cancellation: "Booking \(booking) for \(examDate) cancelled"
    }
  }

  package var encoded: String {
    "\(kind.rawValue)|\(booking)|\(contact)|\(examDate)|\(isUncertain ? 1 : 0)|\(failures)|\(rejections)"
  }

  package init?(encoded text: String) {
    let fields = StoredFields.split(text)
    guard fields.count == 7, let kind = Intent.Kind(rawValue: fields[0]), let booking = ObjectID(fields[1]),
      let contact = ObjectID(fields[2]), let failures = Int(fields[5]), let rejections = Int(fields[6])
    else { return nil }
    self.kind = kind
    self.booking = booking
    self.contact = contact
    examDate = fields[3]
    isUncertain = fields[4] == "1"
    self.failures = failures
    self.rejections = rejections
  }
}
