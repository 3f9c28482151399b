import BookingCore
import HubSpotAPI
import Measures
import SimulatedHubSpot
import VirtualTime

/// Each booking costs one credit, once, whatever is entered by hand meanwhile.
struct CreditsCharged: Invariant {
  let names = [AuditFinding.Kind.wrongCredits, .overwrittenEdit]
  let promise = """
    credits at the start, plus what each edit by hand moved them by, less one for each booking of the type that is active or was \
    cancelled by hand
    """
  let cannotKnow = """
    whether a booking that the core was undoing or cancelling when it was cancelled by hand has had its credit back: either is right
    """

  func findings(in run: AuditedRun) -> [AuditFinding] {
    let records = run.records
    var used: [String: Int] = [:]
    var givenBack: [String: Int] = [:]
    for booking in records.activeBookings where !booking.isGiven {
      used[Self.account(of: booking).name, default: 0] += 1
    }
    for booking in records.endedByHand where !booking.isGiven {
      used[Self.account(of: booking).name, default: 0] += 1
      let isKept = !booking.isArchived && run.told.cancellations[booking.id] ?? .refused == .refused
      if !isKept || !run.isConfirmed(booking) { givenBack[Self.account(of: booking).name, default: 0] += 1 }
    }
    var found: [AuditFinding] = []
    for contact in records.contacts
    where !run.inMotion.contacts.contains(contact.id) && !run.inMotion.unwrittenCredits.contains(contact.id) {
      for type in BookingSchema.creditTypes {
        let account = CreditsOfType(contact.id, type)
        let history = records.credits[account]
        let least = run.portal.creditsPerType + (history?.jumps ?? 0) - (used[account.name] ?? 0)
        let credits = contact[BookingSchema.Contact.credits(type)].flatMap { Int($0) }
        if let credits, (least...least + (givenBack[account.name] ?? 0)).contains(credits) { continue }
        found.append(finding(account, credits, expected: least, history))
      }
    }
    return found
  }

  private static func account(of booking: AuditRecords.Booking) -> CreditsOfType {
    CreditsOfType(booking.contact, booking.creditType)
  }

  private func finding(
    _ account: CreditsOfType,
    _ credits: Int?,
    expected: Int,
    _ history: CreditHistory?
  ) -> AuditFinding {
    let text = "contact \(account.contact) has \(credits.map(String.init) ?? "no") credits of type \(account.type)"
    guard let credits, let history, let lost = history.edit(thatExplains: expected - credits),
      let written = history.written(after: lost)
    else { return AuditFinding(.wrongCredits, "\(text); expected \(expected)") }
    return AuditFinding(
      .overwrittenEdit,
      "\(text); expected \(expected): they were set to \(lost.value) by hand at \(lost.at.seconds) s, and "
        + "\(written.value) was written over it at \(written.at.seconds) s"
    )
  }
}
