package import BookingAPI
import BookingCore
package import HubSpotAPI
import LoadGeneration
package import Ports
package import SimulatedHubSpot

/// Asks again, after a run, for visitors who cannot know what they have: a request of theirs had no answer in time, they
/// gave up, and HubSpot shows an active booking. The core must tell whoever asks with the same key that it stands; of one whose
/// answer is kept no longer, the notice of its end has told so.
package struct LateQuestions: Sendable {
  let told: BookingRecord
  let notices: [String: NoticeGateway.Shown]
  let hubSpot: SimulatedHubSpot
  let service: any BookingService

  /// - Parameters:
  ///   - notices: what visitors were told without having asked.
  ///   - service: an instance itself, and not its host: the host's deadline is what kept the visitor from knowing.
  package init(
    _ told: BookingRecord,
    _ notices: [String: NoticeGateway.Shown],
    _ hubSpot: SimulatedHubSpot,
    asking service: any BookingService
  ) {
    self.told = told
    self.notices = notices
    self.hubSpot = hubSpot
    self.service = service
  }

  /// - Returns: the answers, by booking.
  package func ask() async throws(InstanceGone) -> [ObjectID: BookingOutcome] {
    var wishes: [String: BookingRecord.WishRecord] = [:]
    var known: Set<ObjectID> = []
    for record in told.wishes where !record.timedOutExams.isEmpty {
      if case .confirmed(let booking, _) = record.end { known.insert(booking) }
      for exam in record.timedOutExams { wishes[Self.name(record.wish.contact, exam)] = record }
    }
    guard !wishes.isEmpty else { return [:] }
    let names = BookingSchema.Booking.self
    var answers: [ObjectID: BookingOutcome] = [:]
    for booking in await hubSpot.auditedObjects(of: BookingSchema.bookings)
    where booking[names.status] == BookingSchema.Status.active.rawValue {
      guard !known.contains(booking.id), let contact = booking[names.contact].flatMap({ ObjectID($0) }),
        let exam = booking[names.exam].flatMap({ ObjectID($0) }),
        let key = booking[names.idempotencyKey].flatMap({ IdempotencyKey($0) }),
        let record = wishes[Self.name(contact, exam)]
      else { continue }
      let request = BookingRequest(key: key, contact: contact, exam: exam, examDate: booking[names.examDate] ?? "")
      let answer = try await service.answer(request, from: .visitor(record.wish.visitor, request: .max))
      answers[booking.id] = isNoticed(booking.id, request, answer) ? .confirmed(booking: booking.id) : answer
    }
    return answers
  }

  /// Whether a request that is queued anew, for its answer is kept no longer, was told of this booking in a notice.
  private func isNoticed(_ booking: ObjectID, _ request: BookingRequest, _ answer: BookingOutcome) -> Bool {
    guard case .accepted(let place) = answer else { return false }
    let text = EndNotice.text(.confirmed(booking))
    return notices.contains { id, notice in id.hasPrefix("\(place.request)#") && notice.text == text }
  }

  private static func name(_ contact: ObjectID, _ exam: ObjectID) -> String { "\(contact) \(exam)" }
}

extension BookingOutcome {
  /// Whether a visitor who is answered so knows that the booking stands.
  func tellsOf(_ booking: ObjectID) -> Bool {
    switch self {
    case .confirmed(let told): told == booking
    case .refused(.duplicateBooking): true
    case .refused, .failed, .accepted, .turnedAway: false
    }
  }
}
