import Audit
import LoadGeneration
package import Logging

/// The log of a run, in virtual time: the lines that the instances of the core write themselves, and what visitors do.
package struct RunLog: Sendable {
  /// The levels that can be asked for.
  package static let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
  /// What instances write their lines to, in the same log.
  package let logger: Logger

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
      // Of these the core's own lines tell.
      case .request, .core: break
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
}
