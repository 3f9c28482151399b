/// Texts of others in a message: what a terminal would obey, or would show as something else than it is, is written out.
package enum VisibleText {
  /// Whether a letter moves the cursor, changes colours, or turns the direction of what follows: control characters, and
  /// the invisible marks of Unicode.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    // Those that emoji and some scripts are made with do no harm.
    case .format: !["\u{200C}", "\u{200D}"].contains(scalar)
    default: false
    }
  }

  /// On one line: `a\u{1B}[31m`.
  package static func shown(_ text: some StringProtocol) -> String { written(text) { _ in false } }

  /// With its line ends and tabs.
  package static func lines(_ text: some StringProtocol) -> String { written(text) { $0 == "\n" || $0 == "\t" } }

  private static func written(_ text: some StringProtocol, unless isKept: (Unicode.Scalar) -> Bool) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return String(text) }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHidden(scalar), !isKept(scalar) {
        shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    return String(shown)
  }
}
