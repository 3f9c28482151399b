import BookingAPI
import BookingCore
import HubSpotAPI
import LoadGeneration
import SimulatedHubSpot

/// Asks again, after a run, for visitors who cannot know what they have: a request of theirs had no answer in time, they
/// gave up, and HubSpot shows an active booking. The core must tell whoever asks with the same key that it stands.
struct LateQuestions {
  let world: World
  let told: BookingRecord

  /// - Returns: the answers, by booking.
  func ask() async throws -> [ObjectID: BookingOutcome] {
    var wishes: [String: BookingRecord.WishRecord] = [:]
    for record in told.wishes where !record.timedOutExams.isEmpty {
      if case .confirmed = record.end { continue }
      for exam in record.timedOutExams { wishes[Self.name(record.wish.contact, exam)] = record }
    }
    guard !wishes.isEmpty else { return [:] }
    let names = BookingSchema.Booking.self
    var answers: [ObjectID: BookingOutcome] = [:]
    for booking in await world.hubSpot.auditedObjects(of: BookingSchema.bookings)
    where booking[names.status] == BookingSchema.Status.active.rawValue {
      guard let contact = booking[names.contact].flatMap({ ObjectID($0) }),
        let exam = booking[names.exam].flatMap({ ObjectID($0) }),
        let key = booking[names.idempotencyKey].flatMap({ IdempotencyKey($0) }),
        let record = wishes[Self.name(contact, exam)]
      else { continue }
      let request = BookingRequest(key: key, contact: contact, exam: exam, examDate: booking[names.examDate] ?? "")
      // Not through the host: its deadline is what kept the visitor from knowing.
      guard let service = world.host.living.first?.core.service else { return answers }
      answers[booking.id] = try await service.answer(request, from: .visitor(record.wish.visitor, request: .max))
    }
    return answers
  }

  private static func name(_ contact: ObjectID, _ exam: ObjectID) -> String { "\(contact) \(exam)" }
}

extension BookingOutcome {
  /// Whether a visitor who is answered so knows that the booking stands.
  func tellsOf(_ booking: ObjectID) -> Bool {
    switch self {
    case .confirmed(let told): told == booking
    case .refused(.duplicateBooking): true
    case .refused, .failed, .accepted: false
    }
  }
}
