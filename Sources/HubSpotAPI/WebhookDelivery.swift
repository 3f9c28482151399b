import Texts

/// A webhook as it arrives over HTTP: what was sent, not yet believed.
package struct WebhookDelivery: Hashable, Sendable {
  /// HubSpot puts no more events into a delivery.
  package static let mostEvents = 100
  /// No delivery is longer, in bytes: a hundred events with values of ten thousand characters each.
  package static let longestBody = 1_048_576

  package var method: String
  /// In full, with scheme and host, as it was called.
  package var uri: String
  /// The header `X-HubSpot-Signature-v3`; nil when it was not sent.
  package var signature: String?
  /// The header `X-HubSpot-Request-Timestamp`, likewise.
  package var timestamp: String?
  package var body: [UInt8]

  package init(method: String = "POST", uri: String, signature: String?, timestamp: String?, body: [UInt8]) {
    self.method = method
    self.uri = uri
    self.signature = signature
    self.timestamp = timestamp
    self.body = body
  }

  /// A delivery of events as HubSpot sends it, signed at a moment.
  ///
  /// - Parameter milliseconds: since the Unix epoch.
  package init(_ events: [WebhookEvent], to uri: String, secret: String, at milliseconds: Int64) {
    let body = Array(JSONValue.array(events.map(\.wireObject)).text.utf8)
    let (method, timestamp) = ("POST", String(milliseconds))
    self.init(
      method: method,
      uri: uri,
      signature: WebhookSignature.text(secret: secret, method: method, uri: uri, body: body, timestamp: timestamp),
      timestamp: timestamp,
      body: body
    )
  }

  /// What is wrong with a body.
  package enum Problem: Error, Hashable, Sendable {
    /// Longer than any delivery, or with more events.
    case tooLarge
    /// No list of events; says what was expected where.
    case malformed(String)
  }

  /// The events of the body, without those of kinds that nobody here subscribes to: refused, they would only come again.
  ///
  /// - Throws: `Problem`.
  package func events() throws(Problem) -> [WebhookEvent] {
    guard body.count <= Self.longestBody else { throw .tooLarge }
    guard let text = String(validating: body, as: UTF8.self) else { throw .malformed("expected a text in UTF-8") }
    let node: JSONNode
    do { node = try JSONReader.node(text) } catch { throw .malformed("line \(error.line): \(error.message)") }
    guard case .list(let items) = node.value else { throw .malformed("expected a list of events, got \(node.shown)") }
    guard items.count <= Self.mostEvents else { throw .tooLarge }
    var events: [WebhookEvent] = []
    for (position, item) in items.enumerated() {
      do throws(WebhookEvent.FieldError) {
        if let event = try WebhookEvent(item) { events.append(event) }
      } catch {
        throw .malformed("event \(position): expected \(error.field) to be \(error.expected)")
      }
    }
    return events
  }
}
