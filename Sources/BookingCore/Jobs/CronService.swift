import BookingAPI
import HubSpotAPI
import Ports

/// An instance's door: makes a pass of a job for whoever knows the secret, and lets the engine answer every other request.
struct CronService: BookingService {
  private let engine: BookingEngine
  private let passes: JobPasses
  private let secret: String

  /// - Parameter secret: what only the scheduler and the product know; empty when nobody may call jobs.
  init(_ engine: BookingEngine, _ passes: JobPasses, secret: String) {
    self.engine = engine
    self.passes = passes
    self.secret = secret
  }

  func answer<Request: EndpointRequest>(
    _ request: Request,
    from origin: CallOrigin
  ) async throws(InstanceGone) -> Request.Reply {
    guard Request.self == CronRequest.self, let call = request as? CronRequest,
      let reply = try await outcome(of: call, pass: origin.request) as? Request.Reply
    else { return try await engine.answer(request, from: origin) }
    return reply
  }

  private func outcome(of call: CronRequest, pass: Int) async throws(InstanceGone) -> CronOutcome {
    if let refusal = BearerSecret(secret).objection(to: call.authorization) { return .refused(refusal) }
    guard let job = CronName.job(call.job), let end = try await passes.make(job, pass: pass) else {
      return .refused(.jobNotFound)
    }
    return switch end {
    case .foundWork: .done
    case .foundNothing: .nothingToDo
    case .taken: .failed(.busy)
    }
  }
}

/// What the scheduler shows: `Authorization: Bearer <secret>`.
package struct BearerSecret: Sendable {
  private static let scheme = "Bearer "
  private let secret: String

  package init(_ secret: String) { self.secret = secret }

  /// What a request has to show.
  package var authorization: String { Self.scheme + secret }

  /// Why a request is refused; nil when it shows the secret. Of several reasons the first: there is no secret, nothing is
  /// shown, something else is shown.
  func objection(to shown: String?) -> RefusalReason? {
    guard !secret.isEmpty else { return .cronNotConfigured }
    guard let shown, !shown.isEmpty else { return .authorizationMissing }
    return Self.areEqual(Array(shown.utf8), Array(authorization.utf8)) ? nil : .authorizationWrong
  }

  /// Takes as long for a text that is almost right as for one that is all wrong.
  private static func areEqual(_ shown: [UInt8], _ expected: [UInt8]) -> Bool {
    var difference = shown.count ^ expected.count
    for (index, byte) in expected.enumerated() { difference |= Int(byte ^ shown[index % shown.count]) }
    return difference == 0
  }
}
