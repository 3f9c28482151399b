package import HubSpotAPI

/// A delivery of HubSpot's webhooks, as it arrived: whoever answers it has to look at its signature first.
package protocol WebhookRequest: EndpointRequest where Reply == WebhookOutcome {
  var delivery: WebhookDelivery { get }

  init(_ delivery: WebhookDelivery)
}

/// Events after which exams are counted anew, and what is remembered of their objects is forgotten.
package struct BookingSyncRequest: WebhookRequest {
  package static let endpoint = Endpoint(
    "booking-sync",
    .post,
    "/api/webhooks/booking-sync",
    "Counts exams anew after HubSpot's events."
  )

  package let delivery: WebhookDelivery

  package init(_ delivery: WebhookDelivery) { self.delivery = delivery }
}

/// Events after which what is remembered of their objects is forgotten.
package struct CacheInvalidationRequest: WebhookRequest {
  package static let endpoint = Endpoint(
    "cache-invalidation",
    .post,
    "/api/webhooks/cache-invalidation",
    "Forgets what HubSpot's events are about."
  )

  package let delivery: WebhookDelivery

  package init(_ delivery: WebhookDelivery) { self.delivery = delivery }
}

extension WebhookRequest {
  package var subject: ObjectID? { nil }

  /// With the body in Base64: the signature is over its bytes, whatever they are.
  package var json: JSONValue {
    var members = [
      JSONValue.Member("method", .string(delivery.method)), JSONValue.Member("uri", .string(delivery.uri)),
      JSONValue.Member("body", .string(Base64.text(of: delivery.body))),
    ]
    if let signature = delivery.signature { members.append(JSONValue.Member("signature", .string(signature))) }
    if let timestamp = delivery.timestamp { members.append(JSONValue.Member("timestamp", .string(timestamp))) }
    return .object(members)
  }

  package init(json: JSONValue) throws(FieldProblem) {
    guard let body = Base64.bytes(of: try json.text("body")) else {
      throw FieldProblem("body", expected: "bytes in Base64")
    }
    self.init(
      WebhookDelivery(
        method: try json.text("method"),
        uri: try json.text("uri"),
        signature: json["signature"] == nil ? nil : try json.text("signature"),
        timestamp: json["timestamp"] == nil ? nil : try json.text("timestamp"),
        body: body
      )
    )
  }
}

/// The answer to a delivery.
package enum WebhookOutcome: Hashable, Sendable {
  /// None of so many events will be lost: HubSpot need not send them again.
  case accepted(events: Int)
  case refused(RefusalReason)
  case failed(RetryableReason)
}

extension WebhookOutcome: EndpointReply {
  package var verdict: Verdict {
    switch self {
    case .accepted: .accepted
    case .refused(let reason): .refused(reason)
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] {
    guard case .accepted(let events) = self else { return [] }
    return [JSONValue.Member("events", .integer(Int64(events)))]
  }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if let reason = RefusalReason(rawValue: code) {
      self = .refused(reason)
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else if code == Verdict.accepted.code {
      self = .accepted(events: try json.number("events", in: 0...Int.max))
    } else {
      throw FieldProblem("code", expected: "\(Verdict.accepted.code), a refusal or a failure")
    }
  }
}
