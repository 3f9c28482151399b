package import BookingCore
import HubSpotAPI
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
  /// HubSpot's replies that the core had no use for, each as a sentence.
  let unexpectedReplies: [String]
  let refusals: JudgedRefusals
  private let confirmed: Set<ObjectID>

  /// - Parameter records: counted over time (`AuditRecords.countOverTime`), with the late answers told.
  package init(
    _ records: AuditRecords,
    told: BookingRecord,
    portal: PortalStart,
    promisedAge: PromisedAge = PromisedAge(),
    isAtRest: Bool = true,
    unexpectedReplies: [String] = []
  ) {
    self.records = records
    self.told = told
    self.portal = portal
    self.promisedAge = promisedAge
    self.isAtRest = isAtRest
    self.unexpectedReplies = unexpectedReplies
    inMotion = isAtRest ? InMotion() : records.inMotion
    refusals = JudgedRefusals(records, told, portal, promisedAge)
    confirmed = Set(records.confirmedBookings(told).map(\.id))
  }

  /// Whether its visitor was told of a booking.
  func isConfirmed(_ booking: AuditRecords.Booking) -> Bool { confirmed.contains(booking.id) }
}
