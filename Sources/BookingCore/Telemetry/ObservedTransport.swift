import HubSpotAPI
import Logging
import Ports

/// Reports each request to HubSpot: the layers are above it, so that what is reported is what is sent.
struct ObservedTransport: HubSpotTransport {
  let inner: any HubSpotTransport
  let time: any TimeSource
  let telemetry: CoreTelemetry

  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    // A call that was merged with others' belongs to nobody, whichever task sends it.
    if request.origin.kind != .batch { Trace.current?.noteCall() }
    let sentAt = time.now
    do {
      let response = try await inner.send(request)
      report(request, "\(response.status)", since: sentAt, level: Self.level(response.status))
      return response
    } catch {
      report(request, "\(error)", since: sentAt, level: error == .notAdmitted ? .warning : .error)
      throw error
    }
  }

  /// A call that is refused or fails on HubSpot's side is sent again; what the core asked wrongly is no part of it.
  private static func level(_ status: Int) -> Logger.Level { status == 429 || status >= 500 ? .warning : .debug }

  private func report(_ request: HubSpotRequest, _ status: String, since sentAt: Timestamp, level: Logger.Level) {
    let took = time.now - sentAt
    telemetry.count(MetricNames.calls, [("call", request.label.name), ("status", status)])
    telemetry.time(MetricNames.callTime, [("call", request.label.name)], took)
    telemetry.log(
      level,
      request.label.name,
      trace: request.origin,
      metrics: [
        "apiCalls": "1", "responseTime": "\(took.wholeMilliseconds)", "itemsProcessed": "\(request.call.inputCount)",
      ],
      besides: ["status": "\(status)", "try": "\(request.tryNumber)"]
    )
  }
}
