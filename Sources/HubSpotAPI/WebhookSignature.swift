/// The signature that HubSpot sends with a webhook, version 3: HMAC-SHA256 of method, URI, body and time, with the secret
/// that only HubSpot and the app know.
package enum WebhookSignature {
  /// The header that carries the signature.
  package static let header = "X-HubSpot-Signature-v3"
  /// The header that carries the time at which it was signed: milliseconds since the Unix epoch.
  package static let timestampHeader = "X-HubSpot-Request-Timestamp"
  /// A delivery that was signed longer ago is refused; one exactly so old is not.
  package static let longestAge: Duration = .seconds(300)

  /// The signature in Base64.
  package static func text(
    secret: String,
    method: String,
    uri: String,
    body: [UInt8],
    timestamp: String
  ) -> String {
    Base64.text(of: SHA256.authenticationCode(of: signed(method, uri, body, timestamp), key: Array(secret.utf8)))
  }

  /// Whether a delivery bears the signature of its own bytes. Takes as long for a signature that is almost right as for
  /// one that is all wrong.
  package static func isRight(_ delivery: WebhookDelivery, secret: String) -> Bool {
    guard let signature = delivery.signature, let timestamp = delivery.timestamp,
      let code = Base64.bytes(of: signature)
    else { return false }
    let signed = signed(delivery.method, delivery.uri, delivery.body, timestamp)
    return SHA256.areEqual(code, SHA256.authenticationCode(of: signed, key: Array(secret.utf8)))
  }

  private static func signed(_ method: String, _ uri: String, _ body: [UInt8], _ timestamp: String) -> [UInt8] {
    Array(method.utf8) + Array(decoded(uri).utf8) + body + Array(timestamp.utf8)
  }

  /// The characters that HubSpot decodes in a URI before it signs it; no others.
  private static let encodings: [(code: String, character: Character)] = [
    ("3A", ":"), ("2F", "/"), ("3F", "?"), ("40", "@"), ("21", "!"), ("24", "$"), ("27", "'"), ("28", "("), ("29", ")"),
    ("2A", "*"), ("2C", ","), ("3B", ";"),
  ]

  static func decoded(_ uri: String) -> String {
    var pieces = uri.split(separator: "%", omittingEmptySubsequences: false).makeIterator()
    var decoded = String(pieces.next() ?? "")
    while let piece = pieces.next() {
      if let known = encodings.first(where: { $0.code == piece.prefix(2).uppercased() }) {
        decoded.append(known.character)
        decoded += piece.dropFirst(2)
      } else {
        decoded += "%" + piece
      }
    }
    return decoded
  }
}
