import HubSpotAPI

/// The store's keys about the seats of one exam.
struct SeatKeys: Sendable {
  /// Exams whose counter may differ from HubSpot's.
  static let changed = "exams:changed"
  /// Exams that have ever been counted, with the time (ms) of their last change as score.
  static let known = "exams:known"

  let exam: String

  init(_ exam: ObjectID) { self.exam = exam.description }

  /// Seats taken, held ones included (the documents' key).
  var taken: String { "exam:\(exam):bookings" }
  /// The intents that hold a seat which is not yet sold.
  var held: String { "exam:\(exam):held" }
  /// The intents whose seat is in HubSpot's counter and not yet sold.
  var counted: String { "exam:\(exam):counted" }
  /// The cancellations that are out of HubSpot's counter and not yet recorded so.
  var returned: String { "exam:\(exam):returned" }
  /// A write of HubSpot's counter whose outcome is not known yet.
  var pending: String { "exam:\(exam):pending" }
}
