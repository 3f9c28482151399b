/// A text as one word of a command that a user pastes into a shell.
package enum ShellWord {
  private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=,+-%@")

  /// In single quotes when it has to be; with what a terminal would obey written as bash, ksh and zsh read it (`$'\x1B'`).
  package static func quoted(_ text: String) -> String {
    guard text.isEmpty || !text.allSatisfy(plain.contains) else { return text }
    guard text.unicodeScalars.contains(where: isControl) else { return "'" + text.replacing("'", with: "'\\''") + "'" }
    return "$'" + text.unicodeScalars.map(escaped).joined() + "'"
  }

  /// A path, which no command takes for an option.
  package static func path(_ path: String) -> String { quoted(path.hasPrefix("-") ? "./" + path : path) }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
    guard isControl(scalar) else { return String(scalar) }
    // Byte by byte: what a shell makes of \u depends on its locale.
    return String(scalar).utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
  }
}
