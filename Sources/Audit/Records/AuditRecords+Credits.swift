import VirtualTime

extension AuditRecords {
  /// What the credits of an account would have been without any booking: at the start, and from each edit by hand on.
  func granted(to account: CreditsOfType, _ portal: PortalStart) -> [HandEdits.Step<Int>] {
    var granted = [HandEdits.Step(at: .start, value: portal.creditsPerType)]
    for edit in credits[account]?.edits ?? [] {
      granted.append(HandEdits.Step(at: edit.at, value: (granted.last?.value ?? 0) + edit.jump))
    }
    return granted
  }

  /// How many bookings of an account had been cancelled by hand by a moment: their credits have not come back.
  func endedByHand(of account: CreditsOfType, until moment: VirtualInstant) -> Int {
    endedByHand.count { booking in
      !booking.isGiven && CreditsOfType(booking.contact, booking.creditType) == account
        && booking.endedAt.map { $0 <= moment } == true
    }
  }
}
