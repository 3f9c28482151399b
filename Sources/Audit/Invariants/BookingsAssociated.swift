import HubSpotAPI
import Measures

/// A booking hangs on its contact and its exam.
struct BookingsAssociated: Invariant {
  let names = [AuditFinding.Kind.missingAssociation]
  let promise = "each confirmed booking, cancelled ones too, is associated with its contact and its exam"
  let cannotKnow = "associations that should not be there"

  func findings(in run: AuditedRun) -> [AuditFinding] {
    let records = run.records
    var found: [AuditFinding] = []
    for booking in records.confirmedBookings(run.told) where !run.inMotion.associations.contains(booking.id) {
      if records.contactAssociatedAt[booking.id] == nil {
        found.append(
          AuditFinding(
            .missingAssociation,
            "booking \(booking.id) is not associated with contact \(booking.contact)"
          )
        )
      }
      if records.examAssociatedAt[booking.id] == nil {
        found.append(
          AuditFinding(.missingAssociation, "booking \(booking.id) is not associated with exam \(booking.exam)")
        )
      }
    }
    return found
  }
}
