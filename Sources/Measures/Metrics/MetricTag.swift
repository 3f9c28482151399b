import HubSpotAPI
import VirtualTime

/// A tag that selects among the observations of a metric.
package struct MetricTag: Hashable, Sendable {
  package let name: String
  /// Every value that it can have; nil where the values are words of the core or numbers, which this room does not know.
  package let values: [String]?

  init(_ name: String, _ values: [String]? = nil) {
    self.name = name
    self.values = values
  }

  // MARK: Open

  static let call = MetricTag("call")
  static let code = MetricTag("code")
  static let endpoint = MetricTag("endpoint")
  static let job = MetricTag("job")
  static let key = MetricTag("key")
  static let queue = MetricTag("queue")
  static let result = MetricTag("result")
  static let status = MetricTag("status")
  static let alertName = MetricTag("name")
  static let subject = MetricTag("subject")

  // MARK: Closed

  static let origin = MetricTag("origin", CallOrigin.Kind.all.map(\.name))
  /// Whether somebody waits for the answer of a request.
  static let ground = MetricTag("origin", ["foreground", "background"])
  static let policy = MetricTag("policy", LimitPolicy.all.map(\.name))
  static let outcome = MetricTag("outcome", AnswerSample.Outcome.allCases.map(\.rawValue))
  static let finding = MetricTag("kind", AuditFinding.Kind.allCases.map(\.rawValue))
  static let priority = MetricTag("priority", ["normal", "high"])
  static let severity = MetricTag("severity", ["warning", "critical"])
  /// What the monitoring watches.
  static let alert = MetricTag("alert", AlertKind.allCases.map(\.rawValue))
  static let source = MetricTag("source", AlertRecord.Source.allCases.map(\.rawValue))
  /// The limit that a request counts in.
  static let bucket = MetricTag("bucket", LimitPolicy.windows.filter { $0.scope != .allCalls }.compactMap(\.bucket))
  /// The window that a peak is of; the last two count searches and other calls together, in a second and in ten.
  static let peakBucket = MetricTag("bucket", LimitPolicy.windows.compactMap(\.bucket) + ["all_calls"])

  /// Those of a request to HubSpot.
  static let ofRequests = [call, endpoint, origin, bucket, policy, status]
  /// Those of an alert.
  static let ofAlerts = [alert, alertName, severity, source, subject]
}
