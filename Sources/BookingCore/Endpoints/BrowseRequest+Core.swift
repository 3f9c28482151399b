import BookingAPI
import HubSpotAPI
import Ports

extension BrowseRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> BrowseOutcome {
    do {
      try await engine.parts[Roles.duplicates].check(contact, date: examDate, engine.context.client(for: origin))
      return .free
    } catch {
      switch error {
      case .instanceGone: throw InstanceGone()
      case .refused, .alreadyBooked: return .alreadyBooked
      case .failed(let reason): return .failed(reason)
      }
    }
  }
}
