import BookingAPI
import BookingCore
import DeterministicRuntime
import HubSpotAPI
import Scenarios
import SimulatedHubSpot

/// The way of HubSpot's webhooks to an endpoint of the booking API: each delivery is a request of its own.
struct WebhookFront<Request: WebhookRequest>: WebhookReceiver {
  let service: any BookingService
  /// Tells the origins of two endpoints apart.
  let endpoint: Int
  private let deliveries = SimulationLocal(0)

  init(_ service: any BookingService, endpoint: Int) {
    self.service = service
    self.endpoint = endpoint
  }

  func receive(_ delivery: WebhookDelivery) async -> Int? {
    let number = deliveries.withValue { deliveries in
      deliveries += 1
      return deliveries - 1
    }
    do {
      let reply = try await service.answer(Request(delivery), from: .webhook(endpoint, delivery: number))
      return reply.verdict.status
    } catch {
      // The instance died under it.
      return nil
    }
  }
}

/// The apps through which HubSpot tells the booking system what has happened.
enum WebhookApps {
  /// What HubSpot and the booking system know, and nobody else.
  static let secret = "the booking system's secret"

  /// Subscribes what the scenario asks for.
  static func subscribe(
    _ webhooks: Scenario.HubSpot.Webhooks,
    in hubSpot: SimulatedHubSpot,
    to service: any BookingService
  ) async {
    if webhooks.endpoint.isBookingSync {
      let front = WebhookFront<BookingSyncRequest>(service, endpoint: 0)
      await hubSpot.subscribe(app(20_003_992, BookingSyncRequest.self, bookings, webhooks), to: front)
    }
    if webhooks.endpoint.isCacheInvalidation {
      let front = WebhookFront<CacheInvalidationRequest>(service, endpoint: 1)
      let subscriptions = bookings + exams + contacts
      await hubSpot.subscribe(app(20_003_993, CacheInvalidationRequest.self, subscriptions, webhooks), to: front)
    }
  }

  private static func app(
    _ id: Int,
    _ request: (some WebhookRequest).Type,
    _ subscriptions: [WebhookSettings.Subscription],
    _ webhooks: Scenario.HubSpot.Webhooks
  ) -> WebhookSettings {
    let uri = "https://booking.example" + request.endpoint.path
    var app = WebhookSettings(appID: id, uri: uri, secret: secret, subscriptions: subscriptions)
    app.delay = webhooks.delay
    app.duplicatePercent = webhooks.duplicatePercent
    app.isDisordered = webhooks.isDisordered
    return app
  }

  private static let bookings = subscriptions(
    BookingSchema.bookings,
    [BookingSchema.Booking.status, BookingSchema.Booking.exam, BookingSchema.Booking.examDate]
  )
  private static let exams = subscriptions(BookingSchema.exams, BookingSchema.Exam.all)
  private static let contacts = subscriptions(
    .contacts,
    BookingSchema.creditTypes.map(BookingSchema.Contact.credits)
  )

  private static func subscriptions(_ type: ObjectType, _ properties: [String]) -> [WebhookSettings.Subscription] {
    [
      .init(type, .creation), .init(type, .propertyChange, properties: Set(properties)), .init(type, .deletion),
    ]
  }
}
