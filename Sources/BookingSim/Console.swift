import Foundation
import Reports

/// Where a command writes.
enum Console {
  case standard
  case error

  func write(_ text: String) { handle.write(Data(text.utf8)) }

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
