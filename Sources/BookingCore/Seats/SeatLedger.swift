package import Composition
package import HubSpotAPI
package import Ports

/// Knows how many seats of an exam are taken and gives each at most once.
///
/// A seat goes through held (a booking is being written for it) to sold (the booking is confirmed). `EXAM_FULL` is
/// only ever the answer when every seat is sold: while some are merely held, or a booking is being cancelled, the answer
/// is `BUSY`, for such a seat may come free again.
package protocol SeatLedger: Sendable {
  /// Says whether an intent may begin now; asked before anything is read for it.
  ///
  /// - Returns: what objects in the script with which it begins; nil when nothing ever does.
  /// - Throws: `.failed(.busy)` when none may.
  func opening() async throws(Interruption) -> StoreObjection?

  /// Called before the exam is read; a ledger that needs the exam for itself takes its lock here, and lets `work`'s
  /// keeper renew it.
  func begin(_ exam: ObjectID, for work: RequestWork) async throws(Interruption) -> SeatSession

  /// Holds a seat for `work`'s intent and marks the intent as about to write. Holding twice for one intent holds once.
  ///
  /// - Throws: `.refused(.examFull)` when all seats are sold, `.failed(.busy)` when the last ones are held.
  func hold(_ exam: ExamRecord, for work: RequestWork, _ session: SeatSession) async throws(Interruption)

  /// Carries the held seat into HubSpot's counter, if this ledger does so within the request. Exactly once per intent.
  func count(for work: RequestWork, _ session: SeatSession) async throws(Interruption)

  /// Ends what `begin` began; called on every way out, except that of a dead instance.
  func end(_ session: SeatSession, for work: RequestWork) async throws(Interruption)

  /// Whether `count` works on the exam as `hold` was given it, so that a resumed booking must read it again.
  var needsExamToCount: Bool { get }

  /// What turns the held seat into a sold one, for the script that closes the intent.
  func sell(_ intent: Intent) -> StoreStep

  /// What says that a cancellation has begun to return its seat, for the script that records its beginning: from then on
  /// the exam is not full.
  func expectReturn(_ intent: Intent) -> StoreStep

  /// Gives the seat back: of an unfinished booking, or of a booking that was cancelled. Exactly once per intent, which
  /// is recorded in it.
  func giveBack(for work: RequestWork) async throws(Interruption)

  /// How many seats are taken, by exam: as this ledger knows it, or counted anew where it knows no better than HubSpot.
  ///
  /// - Parameter counts: how bookings are counted; nil when HubSpot's number will do. What is counted corrects HubSpot's
  ///   number where nothing can have changed it meanwhile.
  func taken(
    _ exams: [ExamRecord],
    counting counts: (any BookingCounts)?,
    _ client: CRMClient
  ) async throws(Interruption) -> [ObjectID: Int]

  /// Counts the bookings of exams, and corrects this ledger's counts that are wrong. A count that is in motion, or whose
  /// bookings could not all be read, is left as it is.
  ///
  /// - Returns: how many were corrected.
  func recount(_ exams: [ObjectID], _ client: CRMClient) async throws(Interruption) -> Int

  /// What this ledger needs done in the background.
  var jobs: [any BackgroundJob] { get }

  /// What it leaves behind when another ledger takes over.
  var departure: Departure { get }
}

extension SeatLedger {
  package func opening() async throws(Interruption) -> StoreObjection? { nil }

  package var departure: Departure { Departure() }
}

extension Roles {
  /// Gives each seat once. Its counters are written before anything is reconciled.
  package static let seats = Role<CoreContext, any SeatLedger>(
    "seats",
    [.hubSpotProperty, .store, .storeSummed],
    jobOrder: -1,
    jobs: \.jobs
  )
}

extension Part where Context == CoreContext, Service == any SeatLedger {
  package static var hubSpotProperty: Self { Part("hubspot-property") { PropertySeatLedger($0) } }
  package static var store: Self { Part("store") { StoreSeatLedger($0, reconciling: .examByExam) } }
  package static var storeSummed: Self { Part("store-summed") { StoreSeatLedger($0, reconciling: .bySums) } }
}

/// What a ledger keeps while one request is at an exam.
package final class SeatSession {
  package let exam: ObjectID
  var holding: ExamLock.Holding?
  /// HubSpot's counter, as read under the lock.
  var counter: Int?
  /// Of two ledgers that share the role over time, with which it is.
  var isOfSecondLedger = false

  init(exam: ObjectID, holding: ExamLock.Holding? = nil) {
    self.exam = exam
    self.holding = holding
  }

  /// The exam's lock, for a ledger that has taken it.
  var lock: Lease {
    guard let holding else { preconditionFailure("exam \(exam) is worked on without its lock") }
    return holding.lease
  }
}

/// An exam as HubSpot has it.
package struct ExamRecord: Hashable, Sendable {
  package let id: ObjectID
  package let date: String
  package let creditType: String
  package let capacity: Int
  /// HubSpot's counter, as old as the last write to it.
  package let totalBookings: Int
  package let isActive: Bool
  /// Whether it was read for another booking: then `totalBookings` is as old as that.
  package var isRemembered = false

  /// Reads the record; properties that are missing or no numbers count as 0 seats, so that nothing is sold on them.
  package init(_ object: HubSpotObject) {
    id = object.id
    date = object[BookingSchema.Exam.date] ?? ""
    creditType = object[BookingSchema.Exam.type] ?? ""
    capacity = object[BookingSchema.Exam.capacity].flatMap { Int($0) } ?? 0
    totalBookings = object[BookingSchema.Exam.totalBookings].flatMap { Int($0) } ?? 0
    // An exam whose date or type cannot be read cannot be sold: both become part of records and keys.
    let isReadable = CalendarDate(date) != nil && !creditType.contains("|")
    isActive = isReadable && object[BookingSchema.Exam.status] == BookingSchema.Status.active.rawValue
  }

  package static func query(_ exam: ObjectID) -> ObjectQuery {
    ObjectQuery(BookingSchema.exams, .id(exam), properties: BookingSchema.Exam.all)
  }
}
