import BookingAPI
import HubSpotAPI
import Logging
import Ports

/// Reports each answer of the booking API.
struct ObservedService: BookingService {
  let inner: any BookingService
  let time: any TimeSource
  let telemetry: CoreTelemetry

  func answer<Request: EndpointRequest>(
    _ request: Request,
    from origin: CallOrigin
  ) async throws(InstanceGone) -> Request.Reply {
    let (begunAt, trace) = (time.now, Trace(origin))
    let result = await Trace.$current.withValue(trace) { () async -> Result<Request.Reply, InstanceGone> in
      do throws(InstanceGone) { return .success(try await inner.answer(request, from: origin)) } catch {
        return .failure(error)
      }
    }
    // An instance that is gone reports nothing.
    let reply = try result.get()
    report(Request.endpoint, reply, trace, since: begunAt)
    return reply
  }

  private func report(_ endpoint: Endpoint, _ reply: some EndpointReply, _ trace: Trace, since begunAt: Timestamp) {
    let (took, verdict) = (time.now - begunAt, reply.verdict)
    telemetry.count(MetricNames.requests, [("endpoint", endpoint.name), ("code", verdict.code)])
    telemetry.time(MetricNames.responseTime, [("endpoint", endpoint.name)], took)
    var metrics: Logger.Metadata = [
      "apiCalls": "\(trace.calls)", "responseTime": "\(took.wholeMilliseconds)", "itemsProcessed": "\(reply.itemCount)",
    ]
    if let isHit = trace.isHit { metrics["cacheHit"] = "\(isHit)" }
    var level = Logger.Level.info
    if case .failed = verdict { level = .error }
    telemetry.log(
      level,
      endpoint.name,
      endpoint: endpoint.path,
      trace: trace.origin,
      metrics: metrics,
      besides: ["code": "\(verdict.code)"]
    )
  }
}

extension EndpointReply {
  /// How many things it tells of: those of its list, or one.
  fileprivate var itemCount: Int {
    for detail in details { if case .array(let items) = detail.value { return items.count } }
    return 1
  }
}
