import BookingAPI
import HubSpotAPI
import Ports

extension BookingRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> BookingOutcome {
    let intent = Intent(kind: .booking, key: key, contact: contact, exam: exam, examDate: examDate)
    do {
      let answer = try await engine.answer(intent, from: origin) { (work) async throws(Interruption) in
        .booked(try await engine.creation.run(work))
      }
      guard case .booked(let booking) = answer else { return .refused(.bookingNotFound) }
      return .confirmed(booking: booking)
    } catch {
      switch error {
      case .refused(let reason): return .refused(reason)
      case .failed(let reason): return .failed(reason)
      case .alreadyBooked(let booking): return .confirmed(booking: booking)
      case .instanceGone: throw InstanceGone()
      }
    }
  }
}
