import BookingAPI
import HubSpotAPI
import Ports

extension BookingRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> BookingOutcome {
    let admission = engine.parts[Roles.admission]
    do {
      if let queue = admission.queue(for: contact) {
        if let answer = try await queue.take(self, from: origin) { return answer }
      } else if let place = try await admission.queue?.place(of: self) {
        // It waits since before the queue was switched off.
        return .accepted(place)
      }
    } catch {
      switch error {
      case .refused(let reason): return .refused(reason)
      case .failed(let reason): return .failed(reason)
      case .alreadyBooked(let booking): return .confirmed(booking: booking)
      case .instanceGone: throw InstanceGone()
      }
    }
    return try await booked(by: engine, from: origin)
  }

  /// Carries the booking out.
  func booked(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> BookingOutcome {
    let intent = Intent(kind: .booking, key: key, contact: contact, exam: exam, examDate: examDate)
    do {
      let begunAt = engine.context.time.now
      let answer = try await engine.changing([.contact(contact), .exams]) { () async throws(Interruption) in
        try await engine.answer(intent, from: origin) { (work) async throws(Interruption) in
          let booking = try await engine.creation.run(work)
          try await engine.remember(booking, of: work, since: begunAt)
          return .booked(booking)
        }
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
