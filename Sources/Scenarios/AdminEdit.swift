package import BookingCore

/// Something that somebody changes in the account itself, at a moment of a run.
package struct AdminEdit: Hashable, Sendable {
  /// What is changed.
  package enum Change: Hashable, Sendable {
    case exam(ExamChange)
    case contact(ContactChange)
  }

  /// Of an exam, by its number, from 0.
  package struct ExamChange: Hashable, Sendable {
    package internal(set) var exam = 0
    package internal(set) var capacity: Int?
    package internal(set) var status: BookingSchema.Status?
  }

  /// Of the contact of a visitor, by its number, from 0.
  package struct ContactChange: Hashable, Sendable {
    package internal(set) var contact = 0
    /// By type.
    package internal(set) var credits: [String: Int] = [:]
    /// Whether the first of the active bookings that the contact has by then is cancelled.
    package internal(set) var cancelsBooking: Bool?
  }

  /// Since the start of the run.
  package let at: Duration
  package let change: Change
}
