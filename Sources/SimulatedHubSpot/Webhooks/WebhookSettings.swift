package import HubSpotAPI
import Ports

/// An app's webhooks: what it wants to hear of, where, and how HubSpot delivers it.
///
/// Documented are the size of a delivery, how many are on the way at a time, the patience and the number of retries with the
/// day that they are spread over. The delays within are not; they are random, as HubSpot says, and assumed here.
package struct WebhookSettings: Hashable, Sendable {
  /// Events of one kind on one type of objects.
  package struct Subscription: Hashable, Sendable {
    package var type: ObjectType
    package var kind: WebhookEvent.Kind
    /// Of a change: of which properties.
    package var properties: Set<String>

    package init(_ type: ObjectType, _ kind: WebhookEvent.Kind, properties: Set<String> = []) {
      self.type = type.normalized
      self.kind = kind
      self.properties = properties
    }
  }

  package var appID: Int
  /// Where deliveries go, in full.
  package var uri: String
  /// What deliveries are signed with.
  package var secret: String
  package var subscriptions: [Subscription]
  /// From the first event of a delivery until it is sent: later events that come until then go along.
  package var delay: ClosedRange<Duration> = .seconds(1) ... .seconds(5)
  /// How many of a hundred events come again, in a later delivery.
  package var duplicatePercent = 0
  /// Whether events of a delivery come in any order, and those of one time in two deliveries.
  package var isDisordered = false
  package var eventsPerDelivery = 100
  package var deliveriesAtOnce = 10
  /// An answer that takes longer is none.
  package var patience: Duration = .seconds(5)
  /// How long after a failed try the next one comes; no other comes after the last of them.
  package var retryDelays = Self.overADay

  package init(appID: Int, uri: String, secret: String, subscriptions: [Subscription]) {
    self.appID = appID
    self.uri = uri
    self.secret = secret
    self.subscriptions = subscriptions
  }

  /// Ten retries within 24 hours: the first after about a minute, each later one after longer.
  package static let overADay: [ClosedRange<Duration>] = [
    (30, 90), (30, 90), (60, 180), (180, 420), (600, 1_200), (1_200, 2_400), (3_600, 7_200), (7_200, 14_400),
    (14_400, 21_600), (21_600, 32_400),
  ].map { .seconds($0)...(.seconds($1)) }
}
