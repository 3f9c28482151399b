import Audit
import BookingAPI
import DeterministicRuntime
import HubSpotAPI
import Measures
import Ports
import VirtualTime

/// The booking API as visitors and HubSpot's webhooks reach it: every answer, of whichever endpoint, becomes a sample of the
/// run, and what pages show is kept for the audit. It enters no digest: what visitors make of their answers does.
struct RecordedService: BookingService {
  let inner: any BookingService
  let recorder: RunRecorder
  private let clock = VirtualClock()

  init(_ inner: any BookingService, recorder: RunRecorder) {
    self.inner = inner
    self.recorder = recorder
  }

  func answer<Request: EndpointRequest>(
    _ request: Request,
    from origin: CallOrigin
  ) async throws(InstanceGone) -> Request.Reply {
    guard origin.kind == .visitor || origin.kind == .webhook else {
      return try await inner.answer(request, from: origin)
    }
    let sentAt = clock.now
    let reply = try await inner.answer(request, from: origin)
    let now = clock.now
    recorder.monitoring.tell(Request.endpoint, reply.verdict, took: now - sentAt, at: now)
    if ShownAnswer.isShown(to: Request.self),
      let shown = ShownAnswer(request, reply, askedAt: sentAt, answeredAt: clock.now)
    {
      recorder.keep(shown, to: origin)
    }
    guard recorder.keepsSamples else { return reply }
    let verdict = reply.verdict
    recorder.keep(
      AnswerSample(
        endpoint: Request.endpoint.name,
        origin: origin,
        subject: request.subject?.description ?? "",
        at: sentAt,
        answeredAt: clock.now,
        outcome: AnswerSample.Outcome(verdict),
        code: verdict.code
      )
    )
    return reply
  }
}

extension AnswerSample.Outcome {
  fileprivate init(_ verdict: Verdict) {
    self =
      switch verdict {
      case .done: .confirmed
      case .accepted: .accepted
      case .answered: .answered
      case .refused: .refused
      case .failed: .failed
      }
  }
}
