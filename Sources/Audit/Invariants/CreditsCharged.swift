import BookingCore
import HubSpotAPI
import Measures
import SimulatedHubSpot

/// Each booking costs one credit, once.
struct CreditsCharged: Invariant {
  let names = [AuditFinding.Kind.wrongCredits]
  let promise = "credits at the start less one for each active booking of the type"
  let cannotKnow = "changes by others: nobody else changes credits in a run"

  func findings(in run: AuditedRun) -> [AuditFinding] {
    var used: [String: Int] = [:]
    for booking in run.records.activeBookings { used["\(booking.contact)/\(booking.creditType)", default: 0] += 1 }
    var found: [AuditFinding] = []
    for contact in run.records.contacts where !run.inMotion.contacts.contains(contact.id) {
      for type in BookingSchema.creditTypes {
        let expected = run.portal.creditsPerType - (used["\(contact.id)/\(type)"] ?? 0)
        let credits = contact[BookingSchema.Contact.credits(type)].flatMap { Int($0) }
        guard credits != expected else { continue }
        let shown = credits.map(String.init) ?? "no"
        found.append(
          AuditFinding(
            .wrongCredits,
            "contact \(contact.id) has \(shown) credits of type \(type); expected \(expected)"
          )
        )
      }
    }
    return found
  }
}
