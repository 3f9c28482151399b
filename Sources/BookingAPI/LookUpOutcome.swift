package import HubSpotAPI

/// What an answer tells when something was found.
package protocol FoundContent: Hashable, Sendable {
  /// The code of the answer: `AVAILABLE`, ...
  static var code: String { get }
  var members: [JSONValue.Member] { get }

  /// Reads what `members` has written.
  init(json: JSONValue) throws(FieldProblem)
}

/// The answer to a question: what was found, a refusal, or a failure.
package enum LookUpOutcome<Content: FoundContent>: Hashable, Sendable {
  case found(Content)
  case refused(RefusalReason)
  case failed(RetryableReason)
}

extension LookUpOutcome: EndpointReply {
  package var verdict: Verdict {
    switch self {
    case .found: .answered(Content.code)
    case .refused(let reason): .refused(reason)
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] {
    guard case .found(let content) = self else { return [] }
    return content.members
  }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if let reason = RefusalReason(rawValue: code) {
      self = .refused(reason)
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else if code == Content.code {
      self = .found(try Content(json: json))
    } else {
      throw FieldProblem("code", expected: "\(Content.code), a refusal or a failure")
    }
  }
}
