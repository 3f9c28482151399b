import Audit
import BookingCore
import HubSpotClient
import LoadGeneration
import Logging
import SimulatedHubSpot
import VirtualTime

/// Turns what happens in a run into structured log lines, in virtual time.
package struct RunLog: Sendable {
  /// The levels that can be asked for.
  package static let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
  private let logger: Logger

  /// - Parameters:
  ///   - level: one of `levels`; nil for anything else.
  ///   - write: takes each line, which ends with a line break.
  package init?(level: String, write: @escaping @Sendable (String) -> Void) {
    guard let level = Logger.Level(rawValue: level) else { return nil }
    logger = Logger(label: "booking-sim") { _ in VirtualTimeLogHandler(logLevel: level, write: write) }
  }

  /// Watches a run.
  package var watch: @Sendable (ObservedEvent) -> Void {
    { event in
      switch event {
      case .request(let request):
        logger.debug(
          "hubspot call",
          metadata: [
            "call": "\(request.label)", "origin": "\(request.origin)", "status": "\(request.status)",
            "try": "\(request.tryNumber)", "took_ms": "\((request.answeredAt - request.sentAt).wholeMilliseconds)",
          ]
        )
      case .core(let event, _):
        logger.log(level: Self.level(event), "core", metadata: ["event": "\(event)"])
      case .visitor(let event, _):
        log(event)
      }
    }
  }

  private func log(_ event: VisitorEvent) {
    switch event {
    case .wished(let wish):
      logger.info("wish", metadata: ["visitor": "\(wish.visitor)", "number": "\(wish.number)"])
    case .answered(let attempt):
      logger.info(
        "answer",
        metadata: [
          "visitor": "\(attempt.wish.visitor)", "request": "\(attempt.request)", "outcome": "\(attempt.outcome.code)",
        ]
      )
    case .ended(let wish, let end):
      logger.info("end of wish", metadata: ["visitor": "\(wish.visitor)", "end": "\(end.code)"])
    case .cancellationAnswered(let visitor, let request, let booking, let outcome):
      logger.info(
        "answer to cancellation",
        metadata: [
          "visitor": "\(visitor)", "request": "\(request)", "booking": "\(booking)", "outcome": "\(outcome)",
        ]
      )
    case .cancellationAbandoned(let visitor, let booking):
      logger.info("cancellation abandoned", metadata: ["visitor": "\(visitor)", "booking": "\(booking)"])
    case .left(let visitor):
      logger.info("left", metadata: ["visitor": "\(visitor)"])
    }
  }

  private static func level(_ event: CoreEvent) -> Logger.Level {
    switch event {
    case .alert(let alert): alert.severity == .critical ? .critical : .warning
    case .deadLetter, .unexpectedReply: .error
    case .recovered: .notice
    case .queueLength, .jobPass, .layer, .cacheLook, .webhookWorkedOff, .queue: .trace
    }
  }
}
