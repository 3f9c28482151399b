/// How numbers that are no lengths of time are written.
package enum DoubleText {
  /// The shortest decimal number that reads back as the same value, without a superfluous `.0`.
  package static func shortest(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
