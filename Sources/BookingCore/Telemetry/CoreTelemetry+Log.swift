import HubSpotAPI
import Logging

extension CoreTelemetry {
  /// Writes a line as the documents want it (batch and cache, 13.3): who, what, with which numbers, on whose behalf.
  ///
  /// - Parameters:
  ///   - action: what was done, as a stable name.
  ///   - endpoint: the path of the request's endpoint.
  ///   - origin: whose request or pass it is; without one that of the task.
  ///   - metrics: numbers of it: `apiCalls`, `responseTime` (ms), `cacheHit`, `itemsProcessed`.
  ///   - others: what else there is to say.
  func log(
    _ level: Logger.Level,
    _ action: String,
    endpoint: String? = nil,
    trace origin: CallOrigin? = nil,
    metrics: @autoclosure () -> Logger.Metadata = [:],
    besides others: @autoclosure () -> Logger.Metadata = [:]
  ) {
    guard let logger, logger.logLevel <= level else { return }
    var metadata = others()
    metadata["service"] = "booking-api"
    metadata["action"] = "\(action)"
    if let endpoint { metadata["endpoint"] = "\(endpoint)" }
    if let origin = origin ?? Trace.current?.origin { metadata["traceId"] = "\(origin)" }
    let metrics = metrics()
    if !metrics.isEmpty { metadata["metrics"] = .dictionary(metrics) }
    logger.log(level: level, "\(action)", metadata: metadata)
  }
}
