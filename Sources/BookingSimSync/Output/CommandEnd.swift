import Foundation

/// How a command ends, with its exit code.
enum CommandEnd: Error {
  case done
  /// The audit found something; what it is stands on the page.
  case unsound
  /// The input cannot be used; the message says what, where, what was expected and what to do.
  case badInput(String)
  /// The program is at fault.
  case internalError(String)

  var code: Int32 {
    switch self {
    case .done: 0
    case .unsound: 1
    case .badInput: 2
    case .internalError: 70
    }
  }

  /// Ends the process.
  func leave() -> Never {
    switch self {
    case .done, .unsound: break
    case .badInput(let message): Output.error.write(message + "\n")
    case .internalError(let message):
      Output.error.write(
        "booking-sim-sync: internal error: \(message)\nPlease report it with the command that led to it.\n"
      )
    }
    exit(code)
  }
}
