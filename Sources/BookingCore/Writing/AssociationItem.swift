package import HubSpotAPI

/// The associations of one booking that are to be written, as they stand in a queue.
package struct AssociationItem: Hashable, Sendable {
  package var booking: ObjectID
  package var contact: ObjectID
  package var exam: ObjectID
  /// How often it has failed on its own account.
  package var failures = 0

  package init(booking: ObjectID, contact: ObjectID, exam: ObjectID) {
    self.booking = booking
    self.contact = contact
    self.exam = exam
  }

  package var encoded: String { "\(booking)|\(contact)|\(exam)|\(failures)" }

  package init?(encoded text: String) {
    let fields = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 4, let booking = ObjectID(fields[0]), let contact = ObjectID(fields[1]),
      let exam = ObjectID(fields[2]), let failures = Int(fields[3])
    else { return nil }
    self.init(booking: booking, contact: contact, exam: exam)
    self.failures = failures
  }
}
