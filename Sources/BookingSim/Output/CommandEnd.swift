import Foundation
import Results

/// How a command ends, with its exit code.
enum CommandEnd: Error {
  case done
  /// The audit found something, or a run did not come to rest. What it is stands in the report.
  case unsound
  /// The input cannot be used; the message says what, where, what was expected and what to do.
  case badInput(String)
  /// A check did not pass. What failed stands in its report.
  case judged(CheckVerdict)
  /// The program is at fault, for example a deadlock.
  case internalError(String)

  /// The exit code.
  var code: Int32 {
    switch self {
    case .done: 0
    case .unsound: 1
    case .badInput: 2
    case .judged(let verdict): Int32(verdict.rawValue)
    case .internalError: 70
    }
  }

  /// Ends the process.
  func leave() -> Never {
    switch self {
    case .done, .unsound, .judged: break
    case .badInput(let message): Console.error.write(message + "\n")
    case .internalError(let message):
      Console.error.write(
        "booking-sim: internal error: \(message)\nPlease report it with the command that led to it.\n"
      )
    }
    exit(code)
  }
}
