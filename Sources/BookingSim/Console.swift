import Foundation
import Reports

/// Where a command writes.
enum Console {
  case standard
  case error

  /// Ends the process when standard output takes no more, as on a full disk; a message that cannot be shown is lost.
  func write(_ text: String) {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      guard self == .standard else { return }
      OutputFile.failure("standard output", error).leave()
    }
  }

  /// Whether somebody is looking.
  var isTerminal: Bool { isatty(handle.fileDescriptor) == 1 }

  /// Colour on terminals, unless `NO_COLOR` says otherwise (no-color.org: any value but the empty one).
  static var style: TerminalStyle {
    let noColour = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
    return Console.standard.isTerminal && noColour.isEmpty ? .coloured : .plain
  }

  private var handle: FileHandle {
    switch self {
    case .standard: .standardOutput
    case .error: .standardError
    }
  }
}
