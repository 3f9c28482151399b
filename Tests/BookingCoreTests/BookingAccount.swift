import Audit
import BookingCore
import HubSpotAPI
import SimulatedHubSpot

/// The booking system's account at HubSpot, as small as the tests need it.
enum BookingAccount {
  /// 2025-10-01T00:00:00Z.
  static let epoch: Int64 = 1_759_276_800_000
  static let creditsPerType = 3

  /// Limits that nothing here reaches.
  static let wideLimits = HubSpotLimits(
    daily: 100_000_000,
    search: RateLimit(limit: 1_000_000, window: .seconds(1)),
    tenSecond: RateLimit(limit: 10_000_000, window: .seconds(10))
  )

  /// The customer's medians (phase 1, section 2.2), each time.
  static let latency = LatencyProfile(
    medians: [
      Labels.idempotencySearch: .milliseconds(200), Labels.duplicateSearch: .milliseconds(300),
      Labels.examRead: .milliseconds(200), Labels.enrolmentSearch: .milliseconds(400),
      Labels.contactRead: .milliseconds(250), Labels.bookingCreate: .milliseconds(300),
      Labels.contactAssociation: .milliseconds(400), Labels.examAssociation: .milliseconds(400),
      Labels.examUpdate: .milliseconds(250), Labels.contactUpdate: .milliseconds(300),
      Labels.noteCreate: .milliseconds(200),
    ],
    fallback: .milliseconds(250)
  ).withoutVariation

  static func configuration(_ limits: HubSpotLimits = wideLimits) throws -> HubSpotConfiguration {
    try HubSpotConfiguration(
      schema: .booking,
      limits: limits,
      latency: latency,
      epoch: epoch,
      portalID: 42,
      appID: 7
    )
  }
}

/// An exam of the account at the start.
struct ExamSeed: Sendable {
  var date = "2025-11-03"
  var type = "clinical"
  var capacity = 10
  var totalBookings = 0
  var status = "Active"

  var input: ObjectInput {
    let names = BookingSchema.Exam.self
    return ObjectInput(
      BookingSchema.exams,
      properties: [
        Property(names.date, date), Property(names.type, type), Property(names.capacity, String(capacity)),
        Property(names.totalBookings, String(totalBookings)), Property(names.status, status),
      ]
    )
  }
}
