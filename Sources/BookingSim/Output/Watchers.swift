import LoadGeneration
import SimulationHarness

/// Who watches a run from the command line.
enum Watchers {
  /// Counts the visitors that have left.
  static func leaving(_ progress: Progress) -> @Sendable (ObservedEvent) -> Void {
    let count = VisitorCount()
    return { event in
      guard case .visitor(.left(_), _) = event else { return }
      progress.show(count.next())
    }
  }

  /// The log of a level, if one is wanted.
  static func log(_ level: String?) throws(CommandEnd) -> RunLog? {
    guard let level else { return nil }
    guard let log = RunLog(level: level, write: Console.error.write) else {
      throw .badInput("--log-level is \"\(level)\"; expected one of \(RunLog.levels).")
    }
    return log
  }
}
