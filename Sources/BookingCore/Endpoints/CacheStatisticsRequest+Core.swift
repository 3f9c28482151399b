import BookingAPI
import HubSpotAPI
import Ports

extension CacheStatisticsRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> Reply {
    try await Reply.found { () async throws(Interruption) in
      .found(try await engine.parts[Roles.cache].statistics().told)
    }
  }
}
