import BookingCore
import LoadGeneration
import Logging
import SimulatedHubSpot

/// Writes what happens in a run as structured log lines, in virtual time, to standard error.
package struct RunLog: Sendable {
  /// The levels that can be asked for.
  package static let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
  private let logger: Logger

  /// - Parameter level: one of `levels`; nil for anything else.
  package init?(level: String) {
    guard let level = Logger.Level(rawValue: level) else { return nil }
    // The handler's own clock would write the time of day: the lines carry the virtual time instead.
    var logger = Logger(label: "booking-sim") { label in
      StreamLogHandler.standardError(label: label, metadataProvider: nil)
    }
    logger.logLevel = level
    self.logger = logger
  }

  /// Watches a run.
  package var watch: @Sendable (ObservedEvent) -> Void {
    { event in
      switch event {
      case .request(let request):
        logger.debug(
          "hubspot call",
          metadata: [
            "at_s": "\(Double(request.answeredAt) / 1e9)", "call": "\(request.label)", "status": "\(request.status)",
            "origin": "\(request.origin)", "try": "\(request.tryNumber)",
          ]
        )
      case .core(let event, let now):
        logger.log(level: Self.level(event), "core", metadata: ["at_s": "\(Double(now) / 1e9)", "event": "\(event)"])
      case .visitor(let event, let now):
        logger.info("visitor", metadata: ["at_s": "\(Double(now) / 1e9)", "event": "\(event)"])
      }
    }
  }

  private static func level(_ event: CoreEvent) -> Logger.Level {
    switch event {
    case .alert(let alert): alert.severity == .critical ? .critical : .warning
    case .deadLetter, .unexpectedReply: .error
    case .recovered: .notice
    case .queueLength, .jobPass: .trace
    }
  }
}
