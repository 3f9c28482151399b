import Foundation
import Texts

/// Where a command writes. Everything is handed to the system at once, so that it is seen whenever the process ends.
enum Output {
  case standard
  case error

  /// Ends the process when standard output takes no more, as on a full disk, unless its reader has gone; a message that
  /// cannot be shown is lost. A terminal gets no control characters that a file has brought along.
  func write(_ text: String) {
    var text = isatty(number) == 1 ? VisibleText.lines(text) : text
    let code = text.withUTF8 { bytes -> Int32 in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Foundation.write(number, rest.baseAddress, rest.count)
        if count >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
    guard code != 0, code != EPIPE, self == .standard else { return }
    let reason = String(cString: strerror(code))
    CommandEnd.badInput("standard output cannot be written (\(reason)); free space on the disk or name another file.")
      .leave()
  }

  private var number: Int32 {
    switch self {
    case .standard: STDOUT_FILENO
    case .error: STDERR_FILENO
    }
  }
}
