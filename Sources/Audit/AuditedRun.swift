package import BookingCore
import HubSpotAPI
import Ports
import VirtualTime

/// What an audit judges: the records at the end of a run, and what visitors were told in it.
package struct AuditedRun: Sendable {
  let records: AuditRecords
  let told: BookingRecord
  let portal: PortalStart
  let promisedAge: PromisedAge
  /// Nothing of a run that is at rest is in motion.
  let inMotion: InMotion
  let isAtRest: Bool
  /// Whether the run is shorter than the time for which answers are kept.
  let keepsAnswers: Bool
  /// HubSpot's replies that the core had no use for, each as a sentence.
  let unexpectedReplies: [String]
  let refusals: JudgedRefusals
  let answers: [ShownAnswer]
  /// In the order in which they were worked off.
  let workedOff: [WorkedOffEvent]
  /// How far HubSpot's search is behind.
  let indexLag: Duration
  /// Unix milliseconds at virtual time 0.
  private let epochMilliseconds: Int64
  private let confirmed: Set<ObjectID>

  /// - Parameters:
  ///   - records: counted over time (`AuditRecords.countOverTime`), with the late answers told.
  ///   - keepsAnswers: whether the run is shorter than the time for which answers are kept.
  ///   - answers: what was shown; held against the records if these were read for it (`AuditRecords.readShown`).
  ///   - indexLag: how far HubSpot's search is behind.
  ///   - epochMilliseconds: Unix milliseconds at virtual time 0.
  package init(
    _ records: AuditRecords,
    told: BookingRecord,
    portal: PortalStart,
    promisedAge: PromisedAge = PromisedAge(),
    isAtRest: Bool = true,
    keepsAnswers: Bool = true,
    answers: [ShownAnswer] = [],
    workedOff: [WorkedOffEvent] = [],
    indexLag: Duration = .zero,
    epochMilliseconds: Int64 = 0,
    unexpectedReplies: [String] = []
  ) {
    self.records = records
    self.told = told
    self.portal = portal
    self.promisedAge = promisedAge
    self.isAtRest = isAtRest
    self.keepsAnswers = keepsAnswers
    self.answers = answers
    self.workedOff = workedOff
    self.indexLag = indexLag
    self.epochMilliseconds = epochMilliseconds
    self.unexpectedReplies = unexpectedReplies
    inMotion = isAtRest ? InMotion() : records.inMotion
    refusals = JudgedRefusals(records, told, portal, promisedAge)
    confirmed = Set(records.confirmedBookings(told).map(\.id))
  }

  /// Whether the design counts credits itself, and believes HubSpot's word on them for a while.
  var countsCredits: Bool { promisedAge.credits > .zero }

  /// The date at a moment, `YYYY-MM-DD`.
  func date(_ moment: VirtualInstant) -> String {
    CalendarDate(Timestamp(nanoseconds: epochMilliseconds * 1_000_000 + moment.nanoseconds)).description
  }

  /// Whether its visitor was told of a booking.
  func isConfirmed(_ booking: AuditRecords.Booking) -> Bool { confirmed.contains(booking.id) }
}
