import Results
import Synchronization

/// Measures how long runs take, whichever threads do them.
final class RunTimes: Sendable {
  private let measured = Mutex(CheckTimes())

  var times: CheckTimes { measured.withLock(\.self) }

  func watch(_ run: CheckTimes.Run, _ body: () throws -> CheckedRun) throws -> CheckedRun {
    let start = ContinuousClock.now
    let checked = try body()
    let time = ContinuousClock.now - start
    measured.withLock { $0[run] = time }
    return checked
  }
}
