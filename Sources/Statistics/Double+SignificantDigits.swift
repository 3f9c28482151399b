extension Double {
  /// The number with at most `digits` significant decimal digits, whose shortest text has no more than those: for output,
  /// where the last bits, in which the mathematical libraries of two machines may differ, must not show.
  ///
  /// Rounds what the number is written as, halves away from zero: 0.15 to one digit is 0.2, though the binary number is a
  /// little less than 0.15. What is not finite stays as it is; beyond the greatest finite number it becomes infinite.
  ///
  /// - Parameter digits: at least 1; from 17 on nothing changes.
  package func rounded(toSignificantDigits digits: Int) -> Double {
    precondition(digits >= 1, "\(digits) significant digits were asked for; expected at least 1.")
    guard isFinite, self != 0 else { return self }
    let text = magnitude.description.split(separator: "e")
    let parts = text[0].split(separator: ".")
    var exponent = text.count > 1 ? Int(text[1]) ?? 0 : 0
    exponent -= parts.count > 1 ? parts[1].count : 0
    let written = parts.joined().drop { $0 == "0" }
    guard written.count > digits else { return self }

    exponent += written.count - digits
    let isUpward = written.dropFirst(digits).first.map { $0 >= "5" } ?? false
    let kept = (UInt64(written.prefix(digits)) ?? 0) + (isUpward ? 1 : 0)
    let rounded = Double("\(kept)e\(exponent)") ?? .infinity
    return self < 0 ? -rounded : rounded
  }
}
