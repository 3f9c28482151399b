package import HubSpotAPI

/// Asks for one pass of a background job, as the scheduler of a host does at its interval.
package struct CronRequest: Hashable, Sendable {
  /// `process-associations`, ...
  package var job: String
  /// The header `Authorization`, which is to be `Bearer` and the secret; nil when there is none.
  package var authorization: String?

  package init(job: String, authorization: String?) {
    self.job = job
    self.authorization = authorization
  }
}

extension CronRequest: EndpointRequest {
  package typealias Reply = CronOutcome

  package static let endpoint = Endpoint("cron", .post, "/api/cron/{job}", "Makes a pass of a background job.")

  package var subject: ObjectID? { nil }

  package var json: JSONValue {
    var members = [JSONValue.Member("job", .string(job))]
    if let authorization { members.append(JSONValue.Member("authorization", .string(authorization))) }
    return .object(members)
  }

  package init(json: JSONValue) throws(FieldProblem) {
    self.init(
      job: try json.text("job"),
      authorization: json["authorization"] == nil ? nil : try json.text("authorization")
    )
  }
}

/// What a pass of a job has come to.
package enum CronOutcome: Hashable, Sendable {
  /// There was something to do. Whether all of it is done the next pass tells.
  case done
  case nothingToDo
  case refused(RefusalReason)
  /// `.busy`: somebody else makes a pass of the job, or has died of one a moment ago. Others come from whoever stands in front.
  case failed(RetryableReason)
}

extension CronOutcome: EndpointReply {
  package var verdict: Verdict {
    switch self {
    case .done: .done("DONE")
    case .nothingToDo: .answered("NOTHING_TO_DO")
    case .refused(let reason): .refused(reason)
    case .failed(let reason): .failed(reason)
    }
  }

  package var details: [JSONValue.Member] { [] }

  package init(json: JSONValue) throws(FieldProblem) {
    let code = try json.text("code")
    if let reason = RefusalReason(rawValue: code) {
      self = .refused(reason)
    } else if let reason = RetryableReason(rawValue: code) {
      self = .failed(reason)
    } else if let outcome = [Self.done, .nothingToDo].first(where: { $0.verdict.code == code }) {
      self = outcome
    } else {
      throw FieldProblem("code", expected: "DONE, NOTHING_TO_DO, a refusal or a failure")
    }
  }
}
