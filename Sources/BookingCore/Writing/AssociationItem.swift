package import HubSpotAPI

/// The associations of one booking that are to be written, as they stand in a queue.
package struct AssociationItem: Hashable, Sendable {
  package var booking: ObjectID
  package var contact: ObjectID
  package var exam: ObjectID
  /// Whether the booking is associated with its contact already: what is left is the exam.
  package var hasContact = false
  /// How often it has failed on its own account.
  package var failures = 0
  /// How often a whole batch with it was rejected, of which any item may have been the cause.
  package var rejections = 0

  package init(booking: ObjectID, contact: ObjectID, exam: ObjectID) {
    self.booking = booking
    self.contact = contact
    self.exam = exam
  }

  package var encoded: String { "\(booking)|\(contact)|\(exam)|\(hasContact ? 1 : 0)|\(failures)|\(rejections)" }

  package init?(encoded text: String) {
    let fields = StoredFields.split(text)
    guard fields.count == 6, let booking = ObjectID(fields[0]), let contact = ObjectID(fields[1]),
      let exam = ObjectID(fields[2]), let failures = Int(fields[4]),
      let rejections = Int(fields[5])
    else { return nil }
    self.init(booking: booking, contact: contact, exam: exam)
    hasContact = fields[3] == "1"
    self.failures = failures
    self.rejections = rejections
  }
}
