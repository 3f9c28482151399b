import BookingAPI
import HubSpotAPI
import Ports

/// Tells HubSpot's own webhooks from what anybody else may send.
enum WebhookGate {
  /// The events of a delivery that bears HubSpot's signature.
  ///
  /// - Parameter secret: what only HubSpot and the product know. Without one nothing is believed.
  /// - Throws: `.refused`; of several reasons the first: no secret, too large, not signed, signed wrongly, signed too long
  ///   ago, malformed.
  static func events(
    of delivery: WebhookDelivery,
    secret: String,
    at now: Timestamp
  ) throws(Interruption) -> [WebhookEvent] {
    guard !secret.isEmpty else { throw .refused(.webhooksNotConfigured) }
    // Before the signature is worked out: nobody shall make the product read a gigabyte for it.
    guard delivery.body.count <= WebhookDelivery.longestBody else { throw .refused(.tooManyEvents) }
    guard delivery.signature != nil, let timestamp = delivery.timestamp else { throw .refused(.signatureMissing) }
    guard WebhookSignature.isRight(delivery, secret: secret), let signedAt = Int64(timestamp) else {
      throw .refused(.signatureWrong)
    }
    guard signedAt >= now.milliseconds - WebhookSignature.longestAge.wholeMilliseconds else {
      throw .refused(.signatureTooOld)
    }
    do {
      return try delivery.events()
    } catch {
      switch error {
      case .tooLarge: throw .refused(.tooManyEvents)
      case .malformed: throw .refused(.malformedEvents)
      }
    }
  }
}
