package import BookingAPI
package import HubSpotAPI

/// What a request is about to do, written to the store before its first write to HubSpot and kept up to date: whoever
/// finds it unfinished (the visitor's next request, or the recovery) knows what may have happened.
///
/// A contact has at most one unfinished intent, whatever its key: two bookings of one contact never race.
package struct Intent: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case booking = "b"
    case cancellation = "c"
  }

  /// What has been done, or may have been. A step that can be ambiguous has two marks: one before it, one after it.
  ///
  /// An intent goes one way or the other: forward until it is closed, or, once `undoing` stands, back until it is
  /// closed. Nothing new begins on it in between, whoever takes it up.
  package struct Progress: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// The seat is held (booking) or has been returned (cancellation).
    package static let seat = Progress(rawValue: 1 << 0)
    /// The booking object may have been written (booking) or cancelled (cancellation). A create that HubSpot has refused
    /// had no effect and leaves no mark.
    package static let writing = Progress(rawValue: 1 << 1)
    package static let contactAssociated = Progress(rawValue: 1 << 2)
    package static let examAssociated = Progress(rawValue: 1 << 3)
    /// The counter in HubSpot carries the change.
    package static let counted = Progress(rawValue: 1 << 4)
    /// The contact's credits may have been changed.
    package static let charging = Progress(rawValue: 1 << 5)
    package static let charged = Progress(rawValue: 1 << 6)
    /// The note may have been written.
    package static let noting = Progress(rawValue: 1 << 7)
    /// What has been done is being taken back; the marks of what is undone already are gone.
    package static let undoing = Progress(rawValue: 1 << 8)
  }

  package var kind: Kind
  package var key: IdempotencyKey
  package var contact: ObjectID
  package var exam: ObjectID
  /// `YYYY-MM-DD`; as the visitor gave it until the exam's record was read.
  package var examDate: String
  /// The exam's type, whose credit is charged; empty until the exam's record was read.
  package var creditType: String
  package var booking: ObjectID?
  package var progress: Progress

  package init(
    kind: Kind,
    key: IdempotencyKey,
    contact: ObjectID,
    exam: ObjectID,
    examDate: String,
    creditType: String = "",
    booking: ObjectID? = nil,
    progress: Progress = []
  ) {
    self.kind = kind
    self.key = key
    self.contact = contact
    self.exam = exam
    self.examDate = examDate
    self.creditType = creditType
    self.booking = booking
    self.progress = progress
  }

  /// Whether anything may have been done that the next one has to resume or undo. (A booking begins with its held seat,
  /// a cancellation with its mark on the booking.)
  package var hasBegun: Bool { !progress.isEmpty }

  /// Names the intent among those of all contacts: a key is its visitor's own choice, and another visitor may make the
  /// same.
  package var holder: String { "\(contact):\(key)" }

  /// Names the change of credits that this intent makes.
  package var creditReference: String { kind.rawValue + key.text }

  /// The intent as one store value.
  package var encoded: String {
    let fields = [
      kind.rawValue, key.text, contact.description, exam.description, examDate, creditType,
      booking?.description ?? "", String(progress.rawValue),
    ]
    return StoredFields.join(fields)
  }

  /// Reads what `encoded` wrote; nil for anything else.
  package init?(encoded text: String) {
    let fields = StoredFields.split(text)
    guard fields.count == 8, let kind = Kind(rawValue: fields[0]), let key = IdempotencyKey(fields[1]),
      let contact = ObjectID(fields[2]), let number = Int64(fields[3]), let progress = Int(fields[7]),
      fields[6].isEmpty || ObjectID(fields[6]) != nil
    else { return nil }
    self.init(
      kind: kind,
      key: key,
      contact: contact,
      exam: ObjectID(number),
      examDate: fields[4],
      creditType: fields[5],
      booking: ObjectID(fields[6]),
      progress: Progress(rawValue: progress)
    )
  }
}
