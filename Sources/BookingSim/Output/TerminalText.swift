import Settings
import Texts

/// Text that a terminal shows and does not obey.
enum TerminalText {
  /// What reports and the progress write on purpose.
  private static let own = ["\u{1B}[32m", "\u{1B}[31;1m", "\u{1B}[1m", "\u{1B}[0m"]

  /// Without control characters but line ends, tabs and the colours of this program.
  static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: VisibleText.isHidden) else { return text }
    // Between two of the program's own sequences nothing else passes.
    var (safe, rest) = ("", text[...])
    while let escape = rest.firstIndex(where: { $0.unicodeScalars.first == "\u{1B}" }) {
      safe += VisibleText.lines(rest[..<escape])
      if let sequence = own.first(where: { rest[escape...].unicodeScalars.starts(with: $0.unicodeScalars) }) {
        safe += sequence
        rest = Substring(rest[escape...].unicodeScalars.dropFirst(sequence.unicodeScalars.count))
      } else {
        safe += VisibleText.shown("\u{1B}")
        rest = Substring(rest[escape...].unicodeScalars.dropFirst())
      }
    }
    return safe + VisibleText.lines(rest)
  }
}
