import BookingAPI
import HubSpotAPI
import Ports

extension QueueStatusRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> Reply {
    try await Reply.found { () async throws(Interruption) in
      .found(try await engine.requestQueue.status(request, of: contact))
    }
  }
}

extension QueueWithdrawalRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> Reply {
    try await Reply.found { () async throws(Interruption) in
      try await engine.requestQueue.withdraw(request, of: contact)
      return .found(WithdrawnRequest(request: request))
    }
  }
}

extension FailedBookingsRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> Reply {
    // Whoever lists others' requests and has them served again must be the operator.
    let secret = BearerSecret(engine.context.settings.cronSecret)
    if let refusal = secret.objection(to: authorization) { return .refused(refusal) }
    return try await Reply.found { () async throws(Interruption) in
      let failures = try await engine.requestQueue.failures(sendingAgain: sendsAgain)
      return .found(FailedBookings(failures: failures, sentAgain: sendsAgain))
    }
  }
}

extension BookingEngine {
  /// - Throws: `.refused(.requestNotFound)` in a design that keeps no queue: then nothing waits.
  fileprivate var requestQueue: RequestQueue {
    get throws(Interruption) {
      guard let queue = parts[Roles.admission].queue else { throw .refused(.requestNotFound) }
      return queue
    }
  }
}
