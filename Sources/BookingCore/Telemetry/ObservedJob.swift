import HubSpotAPI
import Logging
import Ports

/// Reports each pass of a background job.
struct ObservedJob: BackgroundJob {
  let inner: any BackgroundJob
  let time: any TimeSource
  let telemetry: CoreTelemetry

  var name: String { inner.name }
  var interval: Duration { inner.interval }
  var keepsWatch: Bool { inner.keepsWatch }

  func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    let (begunAt, trace) = (time.now, Trace(.job(name, pass: pass)))
    let result = await Trace.$current.withValue(trace) { () async -> Result<PassEnd, InstanceGone> in
      do throws(InstanceGone) { return .success(try await inner.make(pass: pass)) } catch { return .failure(error) }
    }
    let end = try result.get()
    let hasWorked = end == .foundWork
    let took = time.now - begunAt
    telemetry.count(MetricNames.passes, [("job", name), ("worked", "\(hasWorked)")])
    telemetry.time(MetricNames.passTime, [("job", name)], took)
    telemetry.log(
      hasWorked ? .info : .debug,
      name,
      trace: trace.origin,
      metrics: ["apiCalls": "\(trace.calls)", "responseTime": "\(took.wholeMilliseconds)"],
      besides: ["worked": "\(hasWorked)"]
    )
    return end
  }
}
