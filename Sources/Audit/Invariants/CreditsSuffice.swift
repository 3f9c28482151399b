import BookingCore
import HubSpotAPI
import LoadGeneration
import Measures
import VirtualTime

/// Nobody books without a credit.
struct CreditsSuffice: Invariant {
  let names = [AuditFinding.Kind.bookingWithoutCredit]
  let promise = """
    no booking is made that no credit was there for, under anything that the credits were set to from its visitor's wish to its \
    creation, or that the design may still have remembered
    """
  let cannotKnow =
    "whether the credit of a booking that is being cancelled had come back by then: it counts from the cancellation on"

  func findings(in run: AuditedRun) -> [AuditFinding] {
    let records = run.records
    var found: [AuditFinding] = []
    for booking in records.bookings.values.sorted(by: { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) })
    where !booking.isGiven {
      let account = CreditsOfType(booking.contact, booking.creditType)
      let granted = records.granted(to: account, run.portal)
      let made = records.byCredit[account.name]?.count(at: booking.createdAt) ?? 0
      // Without edits there is one value, and most contacts have enough of it.
      guard granted.count > 1 || made > run.portal.creditsPerType else { continue }
      let wishedAt = run.told.wishes.last { $0.wish.contact == booking.contact && $0.wishedAt <= booking.createdAt }
      let span = (wishedAt?.wishedAt ?? .start)...booking.createdAt
      let most = HandEdits.believed(granted, during: span, age: run.promisedAge.credits).map(\.value).max() ?? 0
      let used = made + records.endedByHand(of: account, until: booking.createdAt)
      guard used > most else { continue }
      found.append(
        AuditFinding(
          .bookingWithoutCredit,
          "booking \(booking.id) of contact \(booking.contact) was number \(used) of type \(booking.creditType); there were "
            + "\(max(0, most)) credits for it at the most"
        )
      )
    }
    return found
  }
}
