import Measures

/// Nobody has a booking without knowing it.
struct BookingsConfirmed: Invariant {
  let names = [AuditFinding.Kind.bookingWithoutConfirmation]
  let promise = "every active booking that was not there before the run was confirmed to its visitor"
  let cannotKnow = """
    a visitor whose request timed out, and who gave up, may have a booking and not know it. The harness asks again for \
    such visitors after the run: it is lawful if the answer tells of the booking (or, where the answer is kept no longer, \
    its notice did), and then everything else about it must be right, too, as it stood before anybody asked
    """

  func findings(in run: AuditedRun) -> [AuditFinding] {
    let confirmed = Set(run.records.confirmedBookings(run.told).map(\.id))
    let stray = run.records.activeBookings.filter { booking in
      !booking.isGiven && !confirmed.contains(booking.id) && !run.inMotion.holds(booking)
    }
    return stray.map { booking in
      let text = "booking \(booking.id) of contact \(booking.contact) is active; its visitor was never told"
      let late = run.told.lateAnswers[booking.id].map { ", and is told \($0.code) when asking again" } ?? ""
      return AuditFinding(.bookingWithoutConfirmation, text + late)
    }
  }
}
