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

  static var style: TerminalStyle {
    style(isTerminal: Console.standard.isTerminal, ProcessInfo.processInfo.environment)
  }

  /// Colour on terminals, unless they are dumb or `NO_COLOR` says otherwise (no-color.org: any value but the empty one).
  static func style(isTerminal: Bool, _ environment: [String: String]) -> TerminalStyle {
    let isWanted = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    return isTerminal && isWanted ? .coloured : .plain
  }

  /// Reports as wide as the terminal is, or as one usually is where there is none.
  static func layout(_ detail: ReportLayout.Detail) -> ReportLayout {
    ReportLayout(style, width: Console.standard.columns ?? ReportLayout.usualWidth, detail: detail)
  }

  /// Letters in a line of the terminal; nil where there is none, or where it does not tell.
  private var columns: Int? {
    var size = winsize()
    guard isTerminal, ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  private var number: Int32 {
    switch self {
    case .standard: STDOUT_FILENO
    case .error: STDERR_FILENO
    }
  }
}
