/// An alert of a run: what an operator was told, when, and until when it held.
package struct AlertRecord: Hashable, Sendable, Codable {
  /// Who raises alerts.
  package enum Source: String, Hashable, Sendable, CaseIterable, Codable {
    /// An instance of the core, of what it sees itself.
    case instance
    /// The monitoring that all instances report to.
    case monitoring
  }

  package var atSeconds: Double
  /// nil when it had not ended when the run had.
  package var endedAtSeconds: Double?
  package var severity: String
  package var source: Source
  /// A word of the instance's; of the monitoring the name of an `AlertKind`.
  package var name: String
  /// What it is about, a queue or an endpoint; nil of what is about the whole.
  package var subject: String?
  /// The value that raised it, in the unit that the name implies.
  package var value: Int
  package var threshold: Int

  package init(
    atSeconds: Double,
    endedAtSeconds: Double? = nil,
    severity: String,
    source: Source = .instance,
    name: String,
    subject: String? = nil,
    value: Int,
    threshold: Int
  ) {
    self.atSeconds = atSeconds
    self.endedAtSeconds = endedAtSeconds
    self.severity = severity
    self.source = source
    self.name = name
    self.subject = subject
    self.value = value
    self.threshold = threshold
  }

  package enum CodingKeys: String, CodingKey {
    case atSeconds = "at_seconds"
    case endedAtSeconds = "ended_at_seconds"
    case severity, source, name, subject, value, threshold
  }

  /// What there is nothing of is written as null, so that every key is always there.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(atSeconds, forKey: .atSeconds)
    try container.encode(endedAtSeconds, forKey: .endedAtSeconds)
    try container.encode(severity, forKey: .severity)
    try container.encode(source, forKey: .source)
    try container.encode(name, forKey: .name)
    try container.encode(subject, forKey: .subject)
    try container.encode(value, forKey: .value)
    try container.encode(threshold, forKey: .threshold)
  }
}
