import Measures

/// Nobody is in two places on one date.
struct DatesNotDoubled: Invariant {
  let names = [AuditFinding.Kind.doubleBooking]
  let promise = "at no moment two active bookings of one contact on one date"
  let cannotKnow = ""

  func findings(in run: AuditedRun) -> [AuditFinding] {
    run.records.bySlot.sorted { $0.key < $1.key }.filter { $0.value.peak > 1 }.map { slot, occupancy in
      AuditFinding(
        .doubleBooking,
        "contact and date \(slot) had \(occupancy.peak) active bookings at once; expected one"
      )
    }
  }
}
