/// What is remembered, by kind of key. Reports and measures go by these names.
package enum CacheKind: String, Hashable, Sendable, CaseIterable {
  /// The exams of a type that can be booked.
  case exams
  /// What credits a contact has.
  case credits
  /// A page of a contact's bookings.
  case lists
  /// A booking with its exam.
  case bookings
  /// Which contact a student's id and address are of.
  case contacts
}
