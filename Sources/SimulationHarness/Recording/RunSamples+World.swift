import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import HubSpotAPI
import LoadGeneration
import Measures
import Recording
import SimulatedHubSpot
import VirtualTime

extension RunSamples {
  /// The single observations of a run that is over; without requests and attempts when the record did not keep them.
  init(_ record: RunRecord, _ records: AuditRecords, _ audit: IntegrityAudit) {
    let told = record.bookings
    self.init(
      wishes: told.wishes.enumerated().map { index, wish in
        WishSample(wish, isLawful: audit.lawfulRefusals.contains(index), records)
      },
      answers: record.answers,
      requests: record.activity.requests,
      looks: record.looks,
      queued: record.queued
    )
  }
}

extension WishSample {
  fileprivate init(_ record: BookingRecord.WishRecord, isLawful: Bool, _ records: AuditRecords) {
    var delays = ConfirmationDelays()
    let end: End
    switch record.end {
    case .confirmed(let booking, let exam):
      end = .confirmed
      delays = ConfirmationDelays(of: booking, exam, confirmedAt: record.endedAt, records)
    case .refused(let reason): end = .refused(reason.rawValue, isLawful: isLawful)
    case .failed(let reason): end = .failed(reason.rawValue)
    case .abandoned(let reason): end = .abandoned(reason.rawValue)
    case .withdrawn: end = .withdrawn
    case nil: end = .inFlight
    }
    self.init(
      visitor: record.wish.visitor,
      at: record.wishedAt,
      endedAt: record.endedAt,
      end: end,
      isConfirmedAtFirstAttempt: record.isConfirmedAtFirstAttempt,
      associationDelay: delays.association,
      noteDelay: delays.note,
      counterDelay: delays.counter,
      creditDelay: delays.credit
    )
  }
}

/// How long what follows a confirmation took to stand in HubSpot; 0 when it was there before, nil when
/// it never came.
struct ConfirmationDelays {
  var association: VirtualSpan?
  var note: VirtualSpan?
  var counter: VirtualSpan?
  var credit: VirtualSpan?

  init() {}

  init(of id: ObjectID, _ exam: ObjectID, confirmedAt: VirtualInstant, _ records: AuditRecords) {
    if let contact = records.contactAssociatedAt[id], let exam = records.examAssociatedAt[id] {
      association = max(.zero, max(contact, exam) - confirmedAt)
    }
    if let booking = records.bookings[id] {
      let body = NoteItem.body(.booking, booking: id, examDate: booking.examDate)
      note = records.notes[body]?.first.map { max(.zero, $0 - confirmedAt) }
      // The credits have followed as soon as as many are charged as bookings of the type were active at the confirmation.
      let account = CreditsOfType(booking.contact, booking.creditType)
      let booked = records.byCredit[account.name]?.count(at: confirmedAt) ?? 0
      credit =
        booked == 0
        ? .zero
        : records.credits[account]?.charged(atLeast: booked, from: confirmedAt).map {
          $0 - confirmedAt
        }
    }
    // The counter has followed as soon as it is no lower than the seats sold at the confirmation.
    let sold = records.soldByExam[exam]?.count(at: confirmedAt) ?? 0
    let steps = records.counterSteps[exam] ?? []
    let later = steps.partitionPoint { $0.at > confirmedAt }
    if later > 0, steps[later - 1].count >= sold {
      counter = .zero
    } else {
      counter = steps[later...].first { $0.count >= sold }.map { $0.at - confirmedAt }
    }
  }
}
