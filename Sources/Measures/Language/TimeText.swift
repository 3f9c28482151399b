/// Lengths of time as they are written on a command line: `10s`, `1.5s`, `200ms`, `2m`, `1h`; a bare number is
/// milliseconds.
package enum TimeText {
  /// Nanoseconds; nil when the text is none, is negative, or has digits below a nanosecond.
  package static func nanoseconds(_ text: some StringProtocol) -> Int64? {
    let text = String(text)
    let number = text.prefix { "0123456789.".contains($0) }
    let digits: Int
    switch text.dropFirst(number.count) {
    case "us": digits = 3
    case "", "ms": digits = 6
    case "s": digits = 9
    case "m", "min": return nanoseconds("\(number)s").flatMap { times($0, 60) }
    case "h": return nanoseconds("\(number)s").flatMap { times($0, 3_600) }
    default: return nil
    }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    guard fraction.count <= digits else { return nil }
    return Int64(parts[0] + fraction + String(repeating: "0", count: digits - fraction.count))
  }

  private static func times(_ nanoseconds: Int64, _ factor: Int64) -> Int64? {
    let (product, isTooLarge) = nanoseconds.multipliedReportingOverflow(by: factor)
    return isTooLarge ? nil : product
  }
}
