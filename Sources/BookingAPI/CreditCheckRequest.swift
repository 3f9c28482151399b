package import HubSpotAPI

/// Tells what credits a contact has, of one type or of all.
package struct CreditCheckRequest: Hashable, Sendable {
  package var contact: ContactKey
  /// nil for all types.
  package var creditType: String?

  package init(contact: ContactKey, creditType: String? = nil) {
    self.contact = contact
    self.creditType = creditType
  }
}

extension CreditCheckRequest: EndpointRequest {
  package typealias Reply = CreditCheckOutcome

  package static let endpoint = Endpoint(
    "credits",
    .post,
    "/api/mock-exams/validate-credits",
    "What credits a contact has."
  )

  package var subject: ObjectID? { nil }

  package var json: JSONValue {
    var members = contact.members
    if let creditType { members.append(JSONValue.Member("credit_type", .string(creditType))) }
    return .object(members)
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(
      contact: try ContactKey(json: json),
      creditType: json["credit_type"] == nil ? nil : try json.text("credit_type")
    )
  }
}

/// The answer to a question for credits.
package enum CreditCheckOutcome: Hashable, Sendable {
  /// By type: of the one that was asked for, or of all.
  case told([String: Int])
  case refused(RefusalReason)
  case failed(RetryableReason)
}

extension CreditCheckOutcome: EndpointReply {
  package var verdict: Verdict {
    switch self {
    case .told: .answered(Self.toldCode)
    case .refused(let reason): .refused(reason)
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] {
    guard case .told(let credits) = self else { return [] }
    return [JSONValue.Member("credits", .counts(credits))]
  }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if let reason = RefusalReason(rawValue: code) {
      self = .refused(reason)
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else if code == Self.toldCode {
      self = .told(try json.counts("credits"))
    } else {
      throw FieldProblem("code", expected: "\(Self.toldCode), a refusal or a failure")
    }
  }

  private static let toldCode = "CREDITS"
}
