import BookingCore
package import SimulatedHubSpot

extension LatencyProfile {
  /// The customer's measurements, seen from the core (phase 1, section 2.2); calls that they do not name take what their
  /// nearest relative takes.
  package static var customer: LatencyProfile {
    LatencyProfile(
      medians: [
        Labels.idempotencySearch: .milliseconds(200),
        Labels.duplicateSearch: .milliseconds(300),
        Labels.examRead: .milliseconds(200),
        Labels.enrolmentSearch: .milliseconds(400),
        Labels.contactRead: .milliseconds(250),
        Labels.bookingCreate: .milliseconds(300),
        Labels.bookingRead: .milliseconds(200),
        Labels.bookingUpdate: .milliseconds(250),
        Labels.bookingArchive: .milliseconds(250),
        Labels.contactAssociation: .milliseconds(400),
        Labels.examAssociation: .milliseconds(400),
        Labels.examUpdate: .milliseconds(250),
        Labels.contactUpdate: .milliseconds(300),
        Labels.noteCreate: .milliseconds(200),
        Labels.noteList: .milliseconds(200),
        Labels.noteRead: .milliseconds(200),
        Labels.noteArchive: .milliseconds(200),
        Labels.contactAssociationBatch: .milliseconds(400),
        Labels.examAssociationBatch: .milliseconds(400),
        Labels.noteBatch: .milliseconds(200),
        Labels.counterSync: .milliseconds(250),
        Labels.counterCount: .milliseconds(300),
      ],
      fallback: .milliseconds(250)
    )
  }
}
