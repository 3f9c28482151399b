import BookingAPI
import HubSpotAPI
import Ports

extension BookingSyncRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> WebhookOutcome {
    try await taken(by: engine, from: origin, for: .bookingSync)
  }
}

extension CacheInvalidationRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> WebhookOutcome {
    try await taken(by: engine, from: origin, for: .cacheInvalidation)
  }
}

extension WebhookRequest {
  fileprivate func taken(
    by engine: BookingEngine,
    from origin: CallOrigin,
    for purpose: WebhookPurpose
  ) async throws(InstanceGone) -> WebhookOutcome {
    let context = engine.context
    do {
      let secret = context.settings.webhookSecret
      let events = try WebhookGate.events(of: delivery, secret: secret, at: context.time.now)
      let items = events.map { WebhookItem($0, for: purpose) }
      try await engine.parts[Roles.webhooks].take(items, WebhookWork(engine), context.client(for: origin))
      return .accepted(events: events.count)
    } catch {
      switch error {
      case .instanceGone: throw InstanceGone()
      case .refused(let reason): return .refused(reason)
      case .failed(let reason): return .failed(reason)
      case .alreadyBooked: preconditionFailure("who takes an event has booked nothing")
      }
    }
  }
}
