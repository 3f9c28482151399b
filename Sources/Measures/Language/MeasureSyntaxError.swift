import Texts

/// A text that is no measure, threshold or list of them, and where it stops being one.
package struct MeasureSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  package let text: String
  /// Letters before the place, from 0.
  package let offset: Int
  /// What is wrong, and what was expected.
  package let message: String

  package init(text: String, offset: Int, message: String) {
    self.text = text
    self.offset = offset
    self.message = message
  }

  /// The message, the text, and a mark under the place.
  package var description: String {
    let before = VisibleText.shown(text.prefix(offset)).count
    return "at letter \(offset + 1): \(VisibleText.shown(message))\n  \(VisibleText.shown(text))\n"
      + "  \(String(repeating: " ", count: before))^"
  }
}
