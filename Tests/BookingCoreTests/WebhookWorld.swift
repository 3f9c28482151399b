import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import SimulatedHubSpot
import SimulatedRedis

/// A world whose instances know HubSpot's secret.
extension BookingWorld {
  static let secret = "known to two"

  static var withSecret: CoreSettings {
    var settings = CoreSettings()
    settings.webhookSecret = secret
    return settings
  }

  private static var unixNow: Int64 { BookingAccount.epoch + VirtualClock().nanoseconds / 1_000_000 }

  /// A booking in HubSpot, made there by hand, with its associations.
  func strayBooking(contact: Int = 0, exam: Int = 0, isActive: Bool = true) async throws -> ObjectID {
    let names = BookingSchema.Booking.self
    let properties = [
      Property(names.contact, contacts[contact].description), Property(names.exam, exams[exam].description),
      Property(names.examDate, seeds[exam].date), Property(names.creditType, seeds[exam].type),
      Property(names.status, isActive ? "Active" : "Cancelled"),
    ]
    let links = [
      InlineAssociation(to: ObjectReference(.contacts, contacts[contact])),
      InlineAssociation(to: ObjectReference(BookingSchema.exams, exams[exam])),
    ]
    let input = ObjectInput(BookingSchema.bookings, properties: properties, associations: links)
    return try await hubSpot.seed([input])[0]
  }

  func event(
    _ kind: WebhookEvent.Kind,
    _ id: ObjectID,
    of type: ObjectType = BookingSchema.bookings,
    _ property: Property? = nil,
    number: Int64 = 1
  ) -> WebhookEvent {
    WebhookEvent(
      eventID: number,
      subscriptionID: 5,
      portalID: 42,
      appID: 7,
      occurredAt: Self.unixNow,
      kind: kind,
      object: ObjectReference(type, id),
      property: property
    )
  }

  func delivery(_ events: [WebhookEvent], secret: String = Self.secret, age: Duration = .zero) -> WebhookDelivery {
    let uri = "https://booking.example" + BookingSyncRequest.endpoint.path
    return WebhookDelivery(events, to: uri, secret: secret, at: Self.unixNow - age.wholeMilliseconds)
  }

  /// What has been worked off, in this order.
  var workedOff: [ObjectID] {
    events.events.compactMap { if case .webhookWorkedOff(_, let object, _) = $0 { object.id } else { nil } }
  }

  func list(_ key: String) async -> [String] {
    if case .list(let items) = await redis.inspect(key) { items } else { [] }
  }
}

extension Instance {
  /// The answer; nil when the instance died.
  func receive(_ delivery: WebhookDelivery, number: Int = 0) async -> WebhookOutcome? {
    do {
      return try await service.answer(BookingSyncRequest(delivery), from: .webhook(0, delivery: number))
    } catch { return nil }
  }

  /// The answer of the other endpoint.
  func invalidate(_ delivery: WebhookDelivery, number: Int = 0) async -> WebhookOutcome? {
    do {
      return try await service.answer(CacheInvalidationRequest(delivery), from: .webhook(1, delivery: number))
    } catch { return nil }
  }
}
