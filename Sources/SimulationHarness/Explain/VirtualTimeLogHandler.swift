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
    let fields = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let time = VirtualSeconds.text(VirtualClock().now)
    write(([time, event.level.rawValue, event.message.description] + fields).joined(separator: " ") + "\n")
  }
}
