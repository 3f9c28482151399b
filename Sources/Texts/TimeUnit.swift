/// The unit that a key of a settings file has in its name.
package enum TimeUnit: Hashable, Sendable {
  case hours, seconds, milliseconds, microseconds

  /// What a key's name ends in: `_seconds`.
  package var keyEnding: String {
    switch self {
    case .hours: "_hours"
    case .seconds: "_seconds"
    case .milliseconds: "_ms"
    case .microseconds: "_us"
    }
  }

  /// The length that so many units are; nil when it is no whole number of nanoseconds.
  ///
  /// Lengths beyond 292 years come out as that, far above whatever a key allows.
  package func duration(_ number: DecimalNumber) -> Duration? {
    guard let scaled = number.scaled(by: powerOfTen) else { return nil }
    let (product, isTooLarge) = scaled.multipliedReportingOverflow(by: Int128(factor))
    let nanoseconds = isTooLarge ? (scaled < 0 ? Int128.min : .max) : product
    return .nanoseconds(Int64(clamping: nanoseconds))
  }

  /// The length in this unit as a decimal number without superfluous digits.
  package func text(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000)
    var scale: Int128 = Int128(factor)
    for _ in 0..<powerOfTen { scale *= 10 }
    let magnitude = Int128(nanoseconds.magnitude)
    var (text, rest) = ("\(magnitude / scale)", magnitude % scale)
    if rest > 0 { text += "." }
    // Hours need not end; 12 decimals are finer than a nanosecond.
    for _ in 0..<12 where rest > 0 {
      rest *= 10
      text += "\(rest / scale)"
      rest %= scale
    }
    return nanoseconds < 0 ? "-" + text : text
  }

  /// A unit is `factor` x 10^`powerOfTen` nanoseconds.
  private var powerOfTen: Int {
    switch self {
    case .hours, .seconds: 9
    case .milliseconds: 6
    case .microseconds: 3
    }
  }

  private var factor: Int { self == .hours ? 3_600 : 1 }
}
