import DeterministicRuntime
package import Logging

/// Writes log lines with the virtual time at which they were logged, their metadata sorted: equal runs write equal lines.
package struct VirtualTimeLogHandler: LogHandler {
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  private let write: @Sendable (String) -> Void

  package init(logLevel: Logger.Level, write: @escaping @Sendable (String) -> Void) {
    self.logLevel = logLevel
    self.write = write
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { _, own in own }
    let fields = Self.fields(all)
    let time = VirtualSeconds.text(VirtualClock().now)
    write(([time, event.level.rawValue, event.message.description] + fields).joined(separator: " ") + "\n")
  }

  /// By name; what is within a mapping after the mapping's: `metrics.apiCalls=2`.
  private static func fields(_ metadata: Logger.Metadata, within prefix: String = "") -> [String] {
    metadata.sorted { $0.key < $1.key }.flatMap { key, value in
      if case .dictionary(let inner) = value { return fields(inner, within: prefix + key + ".") }
      return ["\(prefix)\(key)=\(value)"]
    }
  }
}
