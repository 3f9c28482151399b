import BookingAPI
import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import LoadGeneration
import Ports
import VirtualTime

/// A booking service that answers as told and writes down who asked what, and when (virtual milliseconds).
final class ScriptedService: BookingService {
  struct Asked: Hashable, Sendable {
    let what: String
    let key: String
    let exam: ObjectID
    let at: Int
    let request: Int
  }

  typealias Answer = @Sendable (BookingRequest, Int) -> BookingOutcome

  private let log = SimulationLocal<[Asked]>([])
  private let latency: Duration
  private let answer: Answer
  private let cancellation: @Sendable (Int) -> CancellationOutcome

  /// - Parameter answer: to a booking request, which comes with its number among those of all visitors.
  init(
    latency: Duration = .milliseconds(100),
    cancellation: @escaping @Sendable (Int) -> CancellationOutcome = { _ in .cancelled },
    answer: @escaping Answer
  ) {
    self.latency = latency
    self.cancellation = cancellation
    self.answer = answer
  }

  var asked: [Asked] { log.withValue { $0 } }

  func answer<Request: EndpointRequest>(
    _ request: Request,
    from origin: CallOrigin
  ) async throws(InstanceGone) -> Request.Reply {
    let number = note(request, origin)
    do { try await VirtualClock().sleep(for: latency) } catch { throw InstanceGone() }
    let reply: any EndpointReply =
      switch request {
      case is BrowseRequest: BrowseOutcome.free
      case let request as BookingRequest: answer(request, number)
      case is CancellationRequest: cancellation(number)
      default: preconditionFailure("nobody told what to answer to \(Request.endpoint.name)")
      }
    guard let reply = reply as? Request.Reply else { preconditionFailure("\(reply) is no answer to \(request)") }
    return reply
  }

  private func note(_ request: some EndpointRequest, _ origin: CallOrigin) -> Int {
    guard origin.kind == .visitor, let subject = request.subject else {
      preconditionFailure("only visitors ask, and for something")
    }
    let number = origin.request
    let what = type(of: request).endpoint.name
    var key = ""
    if case .string(let text) = request.json["idempotency_key"] { key = text }
    let at = Int(VirtualClock().nanoseconds / 1_000_000)
    return log.withValue { log in
      log.append(Asked(what: what, key: key, exam: subject, at: at, request: number))
      return log.count { $0.what == what } - 1
    }
  }
}

/// A booking page that shows these exams, and seats in those of `withSeats`.
struct ScriptedCatalogue: ExamCatalogue {
  let exams: [ExamOffer]
  var withSeats: Set<ObjectID>

  init(_ count: Int, withSeats: Set<ObjectID>? = nil) {
    exams = (1...count).map { ExamOffer(id: ObjectID(Int64($0)), date: "2025-11-0\($0)") }
    self.withSeats = withSeats ?? Set(exams.map(\.id))
  }

  func examsWithSeats() async -> Set<ObjectID> { withSeats }
}

/// Keeps the events of one run.
final class Recorder<Event: Sendable>: EventSink {
  private let kept = SimulationLocal<[Event]>([])

  func record(_ event: Event) { kept.withValue { $0.append(event) } }

  var events: [Event] { kept.withValue { $0 } }
}
