/// A length of time whose logarithm is normally distributed: most calls near the median, a few far above. This is how
/// latencies of services look.
package struct LogNormalDuration: Hashable, Sendable {
  /// Half of all draws are below it.
  package let medianNanoseconds: Int64
  /// The standard deviation of the natural logarithm: 0 is constant; with 0.25 one draw of 40 is above 1.63 medians.
  package let sigma: Double

  /// Traps when the median is negative or `sigma` is negative or not finite.
  package init(medianNanoseconds: Int64, sigma: Double) {
    precondition(medianNanoseconds >= 0, "The median is \(medianNanoseconds) ns; expected at least 0.")
    precondition(sigma >= 0 && sigma.isFinite, "Sigma is \(sigma); expected at least 0 and finite.")
    self.medianNanoseconds = medianNanoseconds
    self.sigma = sigma
  }

  /// One such length, cut to whole nanoseconds; with sigma 0 the median exactly, and nothing is drawn.
  package func nanoseconds(_ draw: inout Draw) -> Int64 {
    if sigma == 0 || medianNanoseconds == 0 { return medianNanoseconds }
    return Int64(cutting: Double(medianNanoseconds) * PortableMath.exponential(sigma * draw.standardNormal()))
  }
}

extension Int64 {
  /// The whole part of a number that is not negative, at most 2^62 (146 years in nanoseconds).
  init(cutting number: Double) { self = number < 0x1p62 ? Int64(number) : 1 << 62 }
}
