/// A decimal number exactly as it is written: 0.1 s becomes 100,000,000 ns, with no binary fraction on the way.
package struct DecimalNumber: Hashable, Comparable, Sendable {
  /// Why a text is no such number.
  package enum Malformed: Error, Hashable {
    /// Something else than digits with at most one point and one minus sign; exponents, hexadecimal digits, leading
    /// zeros and digit separators are something else, for readers disagree on what they mean.
    case notANumber
    /// More than 18 digits after the point.
    case tooManyDecimals
  }

  /// What longer numbers count as: above every setting's range and every 64-bit integer, while with 18 decimals it
  /// still fits in 128 bits.
  private static let ceiling: Int128 = 100_000_000_000_000_000_000
  private static let mostDecimals = 18

  /// The number is `mantissa` / 10^`decimals`; 0 to 18, no trailing zero in the mantissa while above 0.
  private let mantissa: Int128
  private let decimals: Int

  /// The number that a text is, such as `-2.50`.
  ///
  /// - Throws: `Malformed` for another form and for too many decimals. A number of any size is read; one that is too
  ///   long counts as one above every 64-bit integer.
  package init(_ text: String) throws(Malformed) {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy(Self.isDigits) else { throw .notANumber }
    let whole = parts[0]
    guard whole == "0" || !whole.hasPrefix("0") else { throw .notANumber }
    var fraction = parts.count == 2 ? parts[1] : ""
    while fraction.hasSuffix("0") { fraction.removeLast() }
    guard fraction.count <= Self.mostDecimals else { throw .tooManyDecimals }
    let value = whole.count > 19 ? nil : Int128(whole + fraction)
    mantissa = (value ?? Self.ceiling * Self.power(fraction.count)) * (isNegative ? -1 : 1)
    decimals = fraction.count
  }

  /// A whole number.
  package init(_ number: Int) {
    mantissa = Int128(number)
    decimals = 0
  }

  /// The number times 10^`power` if that is a whole number; nil when digits would be lost.
  package func scaled(by power: Int) -> Int128? {
    guard decimals <= power else { return nil }
    let (product, isTooLarge) = mantissa.multipliedReportingOverflow(by: Self.power(power - decimals))
    return isTooLarge ? (mantissa < 0 ? .min : .max) : product
  }

  /// The number if it is whole and a 64-bit integer holds it.
  package var whole: Int? { decimals == 0 ? Int(exactly: mantissa) : nil }

  /// Whether nothing but zeros stands after the point.
  package var isWhole: Bool { decimals == 0 }

  package static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    let common = max(left.decimals, right.decimals)
    return left.mantissa * power(common - left.decimals) < right.mantissa * power(common - right.decimals)
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
