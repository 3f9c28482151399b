import Foundation
import Reports

/// Where a command writes.
enum Console {
  case standard
  case error

  /// Takes the terminal's cursor to the start of an empty line.
  static let clearLine = "\r\u{1B}[K"

  /// Sets up what every write relies on, before anything is opened.
  static func open() {
    // A closed standard output would be the number of the next file that is opened.
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      _ = Foundation.open("/dev/null", O_RDWR)
    }
    // A reader that has seen enough, as `head` has, ends nothing: the exit code still tells the outcome.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Ends the process when standard output takes no more, as on a full disk, unless its reader has gone; a message that
  /// cannot be shown is lost. A terminal gets no control characters that a file has brought along.
  func write(_ text: String) { writeAsIs(isTerminal ? TerminalText.safe(text) : text) }

  /// As `write`, with whatever the text has.
  func writeAsIs(_ text: String) {
    do {
      try Descriptor(number: number).write(text)
    } catch {
      guard self == .standard, error.code != EPIPE else { return }
      OutputFile.failure("standard output", error).leave()
    }
  }

  /// Whether somebody is looking.
  var isTerminal: Bool { isatty(number) == 1 }

  /// Colour on terminals, unless `NO_COLOR` says otherwise (no-color.org: any value but the empty one).
  static var style: TerminalStyle {
    let noColour = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
    return Console.standard.isTerminal && noColour.isEmpty ? .coloured : .plain
  }

  private var number: Int32 {
    switch self {
    case .standard: STDOUT_FILENO
    case .error: STDERR_FILENO
    }
  }
}
