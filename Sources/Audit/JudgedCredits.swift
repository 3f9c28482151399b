import BookingCore
import HubSpotAPI
import LoadGeneration
import VirtualTime

/// Credits as they were told, held against those that there were.
struct JudgedCredits {
  private let run: AuditedRun
  private let records: ShownRecords
  private let confirmedAt: [ObjectID: VirtualInstant]
  private let bookings: [CreditsOfType: [AuditRecords.Booking]]

  init(_ run: AuditedRun, _ records: ShownRecords) {
    self.run = run
    self.records = records
    guard run.countsCredits else {
      (confirmedAt, bookings) = ([:], [:])
      return
    }
    let own = run.records.bookings.values.filter { !$0.isGiven }
    bookings = Dictionary(grouping: own) { CreditsOfType($0.contact, $0.creditType) }
    var told: [ObjectID: VirtualInstant] = [:]
    for wish in run.told.wishes {
      if case .confirmed(let booking, _) = wish.end { told[booking] = wish.endedAt }
    }
    confirmedAt = told
  }

  func complaints(
    about told: [String: Int],
    _ contact: ObjectID,
    _ span: ClosedRange<VirtualInstant>
  ) -> [String] {
    told.sorted { $0.key < $1.key }.compactMap { type, count in
      let account = CreditsOfType(contact, type)
      let isRight = run.countsCredits ? isCounted(count, account, span) : stood(count, account, span)
      return isRight ? nil : "tells of \(count) credits of type \(type), which was not so"
    }
  }

  /// Whether it stood in HubSpot.
  private func stood(_ count: Int, _ account: CreditsOfType, _ span: ClosedRange<VirtualInstant>) -> Bool {
    HandEdits.pieces(records.credits[account] ?? [], during: span).contains { $0.value == count }
  }

  /// Whether it is what was granted, less what was charged.
  private func isCounted(_ count: Int, _ account: CreditsOfType, _ span: ClosedRange<VirtualInstant>) -> Bool {
    let own = bookings[account] ?? []
    let certain = own.count { isCharged($0, throughout: span) }
    let possible = own.count { mayBeCharged($0, within: span) }
    return HandEdits.believed(
      run.records.granted(to: account, run.portal),
      during: span,
      age: run.promisedAge.credits
    ).contains { (max(0, $0.value - possible)...max(0, $0.value - certain)).contains(max(0, count)) }
  }

  /// A booking is charged by the time its visitor hears of it. Who ends it by hand gives no credit back.
  private func isCharged(_ booking: AuditRecords.Booking, throughout span: ClosedRange<VirtualInstant>) -> Bool {
    guard let told = confirmedAt[booking.id], told < span.lowerBound else { return false }
    return booking.isEndedByHand || booking.endedAt.map { $0 > span.upperBound } ?? true
  }

  private func mayBeCharged(_ booking: AuditRecords.Booking, within span: ClosedRange<VirtualInstant>) -> Bool {
    guard booking.createdAt <= span.upperBound else { return false }
    let givenBackAt = run.told.cancelledAt[booking.id] ?? .never
    return givenBackAt >= span.lowerBound
  }
}
