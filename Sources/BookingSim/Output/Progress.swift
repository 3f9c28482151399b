import Foundation
import Synchronization

/// Shows on the terminal how far a long command is and how long it still takes: nothing within the first second, nothing
/// where nobody looks.
final class Progress: Sendable {
  private let what: String
  private let total: Int
  private let start = ContinuousClock.now
  private let lastShown = Mutex<(at: ContinuousClock.Instant, isShown: Bool)>((ContinuousClock.now, false))
  private let isWatched = Console.error.isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// - Parameter what: the unit, in the plural.
  init(_ what: String, of total: Int) {
    self.what = what
    self.total = total
  }

  /// Called as often as one likes, from any thread.
  func show(_ ready: Int) {
    StopSignals.shared.note(ready, of: total, what)
    guard isWatched, ContinuousClock.now - start > .seconds(1) else { return }
    lastShown.withLock { last in
      guard ContinuousClock.now - last.at > .milliseconds(200) else { return }
      last = (ContinuousClock.now, true)
      Console.error.writeAsIs("\(Console.clearLine)\(ready) of \(total) \(what)\(timeLeft(ready))")
    }
  }

  /// Clears the line.
  func end() {
    lastShown.withLock { last in
      if last.isShown { Console.error.writeAsIs(Console.clearLine) }
    }
  }

  private func timeLeft(_ ready: Int) -> String {
    guard ready > 0, ready < total else { return "" }
    let seconds = ((ContinuousClock.now - start) * (total - ready) / ready).components.seconds
    return seconds < 120 ? ", \(seconds) s left" : ", \(seconds / 60) min left"
  }
}
