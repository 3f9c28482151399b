import BookingAPI
import HubSpotAPI
import Ports

extension LookUpOutcome: LookUpReply {}

extension ExamAvailabilityRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> Reply {
    try await Reply.found { () async throws(Interruption) in
      let listing = ExamListing(engine, engine.context.client(for: origin))
      return .found(try await listing.available(type, isRealTime: isRealTime))
    }
  }
}

extension DiscussionAvailabilityRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> Reply {
    try await Reply.found { () async throws(Interruption) in
      let listing = ExamListing(engine, engine.context.client(for: origin))
      return .found(try await listing.available(BookingSchema.discussionType, isRealTime: isRealTime))
    }
  }
}
