import HubSpotAPI
import Ports

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
  /// The cancellations under way: their seats are counted still, and come free.
  var returning: String { "exam:\(exam):returning" }
  /// The cancellations that are out of HubSpot's counter and not yet recorded so.
  var returned: String { "exam:\(exam):returned" }
  /// A write of HubSpot's counter whose outcome is not known yet.
  var pending: String { "exam:\(exam):pending" }

  /// Whether a seat that is taken may come free again: it is held and not sold, or its booking is being cancelled.
  func mayComeFree(_ store: any StoreCommands) throws(StoreError) -> Bool {
    let isHeld = try store.memberCount(held) > 0
    return try isHeld ? true : store.memberCount(returning) > 0
  }

  /// Since when nobody has been at the exam, as somebody who counted its bookings has noted it: the fence of its lock,
  /// and the time.
  var watched: String { "exam:\(exam):watched" }

  /// Whether a booking or a cancellation is on its way between HubSpot's counter and its bookings, or may be.
  func isInMotion(_ store: any StoreCommands) throws(StoreError) -> Bool {
    if try mayComeFree(store) { return true }
    if try store.memberCount(counted) > 0 { return true }
    if try store.memberCount(returned) > 0 { return true }
    return try store.exists(pending)
  }

  /// Says that a cancellation has begun to return its seat.
  func expectReturn(_ cancellation: Intent) -> StoreStep {
    { (store) throws(StoreError) in try store.addMember(cancellation.holder, to: returning) }
  }
}
