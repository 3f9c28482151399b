import Results
import Texts

/// A page that a command has written, to be held against what it would write now.
struct WrittenPage {
  private let path: String
  private let text: String

  /// Reads the page; before anything is run for it.
  ///
  /// - Parameter kind: what it should be, for the message when it is not there.
  init(at path: String, _ kind: String) throws(CommandEnd) {
    self.path = path
    text = try Input.text(path, kind)
  }

  /// Says that the page is current.
  ///
  /// - Parameters:
  ///   - page: as it would be written now.
  ///   - command: what writes it.
  /// - Throws: `.judged(.regressed)` after telling the first difference and what renews the page.
  func hold(against page: String, writtenBy command: String) throws(CommandEnd) {
    guard let difference = FirstDifference(text, page) else {
      Console.standard.write("\(path): current\n")
      return
    }
    Console.error.write("\(path):\(difference.description)\nRenew it with: \(command) > \(ShellWord.path(path))\n")
    throw .judged(.regressed)
  }
}
