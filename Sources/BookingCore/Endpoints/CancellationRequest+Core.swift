import BookingAPI
import HubSpotAPI
import Ports

extension CancellationRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> CancellationOutcome {
    let intent = Intent(
      kind: .cancellation,
      key: key,
      contact: contact,
      exam: ObjectID(0),
      examDate: "",
      booking: booking
    )
    do {
      let changed: [CacheSubject] = [.contact(contact), .booking(booking), .exams]
      let answer = try await engine.changing(changed) { () async throws(Interruption) in
        try await engine.answer(intent, from: origin) { (work) async throws(Interruption) in
          try await engine.cancellation.run(work)
          return .cancelled
        }
      }
      return answer == .cancelled ? .cancelled : .refused(.bookingNotFound)
    } catch {
      switch error {
      case .refused(let reason): return .refused(reason)
      case .failed(let reason): return .failed(reason)
      case .alreadyBooked: return .refused(.bookingNotFound)
      case .instanceGone: throw InstanceGone()
      }
    }
  }
}
