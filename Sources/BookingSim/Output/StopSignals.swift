import Foundation
import Synchronization

/// What a command has in hand, for the moment at which a signal ends it: Ctrl-C (SIGINT), or an engine that stops a job
/// (SIGTERM). Nothing half-written is left behind, and the user is told what was done.
final class StopSignals: Sendable {
  static let shared = StopSignals()

  private struct Work {
    /// Files that are not whole yet.
    var parts: [String] = []
    /// Files that are whole.
    var written: [String] = []
    /// `12 of 200 runs`
    var progress: String?
  }

  /// Held for good by the thread that ends the process, so that no file takes its place after it was removed.
  private let work = Mutex(Work())

  /// Lets a thread wait for the signals. Called before any other thread begins, for threads take over what is blocked.
  /// A signal that whoever started the program has it ignore stays ignored.
  func watch() {
    var signals = sigset_t()
    sigemptyset(&signals)
    // To wait for an ignored signal would be to heed it.
    for signal in [SIGINT, SIGTERM] where !Self.isIgnored(signal) { sigaddset(&signals, signal) }
    guard pthread_sigmask(SIG_BLOCK, &signals, nil) == 0 else { return }
    let watched = signals
    Thread.detachNewThread { [self] in
      var (signals, signal) = (watched, Int32(0))
      while sigwait(&signals, &signal) != 0 {}
      end(signal)
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    let before = signal(number, SIG_IGN)
    _ = signal(number, before)
    func address(_ handler: sighandler_t?) -> Int { unsafeBitCast(handler, to: Int.self) }
    return address(before) == address(SIG_IGN)
  }

  /// Notes a file that is about to be made.
  func begin(_ part: String) { work.withLock { $0.parts.append(part) } }

  /// Notes that a file is not there any more, or has taken its place.
  ///
  /// - Parameters:
  ///   - path: where it stands now; nil when it is gone.
  ///   - move: what ends it, at the same time.
  func end(_ part: String, at path: String? = nil, _ move: () -> Bool = { true }) -> Bool {
    work.withLock { work in
      let isDone = move()
      work.parts.removeAll { $0 == part }
      if isDone, let path { work.written.append(path) }
      return isDone
    }
  }

  /// Notes how far the command is.
  func note(_ ready: Int, of total: Int, _ what: String) {
    work.withLock { $0.progress = "\(ready) of \(total) \(what)" }
  }

  private func end(_ signal: Int32) -> Never {
    work.withLock { work in
      for part in work.parts { unlink(part) }
      let clear = Console.error.isTerminal ? Console.clearLine : ""
      // A reader that takes nothing must not keep the program from ending: then it ends without a word.
      var standardError = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
      if poll(&standardError, 1, Self.patienceMilliseconds) > 0 {
        Console.error.writeAsIs(clear + TerminalText.safe(Self.message(signal, work)) + "\n")
      }
      // 128 and the signal's number, as shells have it. Nothing else is waited for.
      _exit(128 + signal)
    }
  }

  private static let patienceMilliseconds: Int32 = 500

  private static func message(_ signal: Int32, _ work: Work) -> String {
    let after = work.progress.map { " after \($0)" } ?? ""
    let removed = work.parts.isEmpty ? "" : "; removed what was not whole: \(work.parts.joined(separator: ", "))"
    let written =
      work.written.isEmpty ? "nothing was written" : "written before: \(work.written.joined(separator: ", "))"
    return "booking-sim: stopped by \(signal == SIGINT ? "SIGINT" : "SIGTERM")\(after)\(removed); \(written)."
  }
}
