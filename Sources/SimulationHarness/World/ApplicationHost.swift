import Audit
import BookingAPI
import BookingCore
import Hosting
import HubSpotAPI
import Ports

/// The booking API behind its host: 504 for a request that has no answer in time, whose instance dies under it, or that
/// no living instance is there for.
struct ApplicationHost: BookingService {
  let host: InstanceHost<CoreInstance>
  let recorder: RunRecorder

  func answer<Request: EndpointRequest>(
    _ request: Request,
    from origin: CallOrigin
  ) async throws(InstanceGone) -> Request.Reply {
    await host.answer(for: origin) { core in
      if ShownAnswer.isShown(to: Request.self) { recorder.note(origin, servedBy: core.number) }
      return try await core.service.answer(request, from: origin)
    } ?? .failed(.timeout)
  }
}
