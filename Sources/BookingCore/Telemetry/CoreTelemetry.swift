package import CoreMetrics
package import Logging
import Ports

/// Where an instance reports what it does to whoever runs it: a log, and metrics. Neither is a process-wide one, so that
/// instances of one process can report to different places; and without any nothing is looked at.
package struct CoreTelemetry: Sendable {
  package var logger: Logger?
  package var metrics: (any MetricsFactory)?

  package init(logger: Logger? = nil, metrics: (any MetricsFactory)? = nil) {
    self.logger = logger
    self.metrics = metrics
  }

  package static let none = CoreTelemetry()

  var isOn: Bool { logger != nil || metrics != nil }

  func count(_ label: String, _ dimensions: [(String, String)], by amount: Int = 1) {
    guard let metrics else { return }
    Counter(label: label, dimensions: dimensions, factory: metrics).increment(by: amount)
  }

  func time(_ label: String, _ dimensions: [(String, String)], _ duration: Duration) {
    guard let metrics else { return }
    Timer(label: label, dimensions: dimensions, factory: metrics).recordNanoseconds(duration.wholeNanoseconds)
  }

  func gauge(_ label: String, _ dimensions: [(String, String)], _ value: Int) {
    guard let metrics else { return }
    Gauge(label: label, dimensions: dimensions, factory: metrics).record(value)
  }
}

extension CoreContext {
  /// With what it sends and reports looked at; itself where nobody looks.
  var observed: CoreContext {
    guard telemetry.isOn else { return self }
    var context = self
    context.transport = ObservedTransport(inner: transport, time: time, telemetry: telemetry)
    context.events = ObservedEvents(inner: events, telemetry: telemetry)
    return context
  }
}

/// The names of the core's metrics.
enum MetricNames {
  static let requests = "booking_requests_total"
  static let responseTime = "booking_response_seconds"
  static let calls = "hubspot_calls_total"
  static let callTime = "hubspot_call_seconds"
  static let looks = "cache_looks_total"
  static let queueItems = "queue_items"
  static let settledItems = "queue_settled_items_total"
  static let queuedRequests = "queued_requests_total"
  static let deadLetters = "queue_dead_letters_total"
  static let passes = "job_passes_total"
  static let passTime = "job_pass_seconds"
}
