import RealModule

/// A range that holds the true value in a share `level` of all experiments like this one.
package struct ConfidenceInterval: Hashable, Sendable, Codable {
  package let lower: Double
  package let upper: Double
  /// Above 0 and below 1.
  package let level: Double

  /// Traps when the ends are not finite or not in order, or when the level is not a probability.
  package init(lower: Double, upper: Double, level: Double = 0.95) {
    precondition(
      lower.isFinite && upper.isFinite && lower <= upper,
      "The interval goes from \(lower) to \(upper); expected finite ends in order."
    )
    self.lower = lower
    self.upper = upper
    self.level = Self.checked(level)
  }

  package var halfWidth: Double { (upper - lower) / 2 }

  /// Whether `value` is inside; the ends are.
  package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// The range of the true mean by Student's t, right for values that are independent and roughly normal, or many; nil
  /// below two values, which say nothing of their spread.
  package static func ofMean(_ moments: RunningMoments, level: Double = 0.95) -> ConfidenceInterval? {
    let probability = (1 + checked(level)) / 2
    guard let mean = moments.mean, let standardError = moments.standardError else { return nil }
    let reach = StudentT.quantile(probability, degreesOfFreedom: moments.count - 1) * standardError
    return ConfidenceInterval(lower: mean - reach, upper: mean + reach, level: level)
  }

  /// `level`, when it is one; traps otherwise.
  static func checked(_ level: Double) -> Double {
    precondition(level > 0 && level < 1, "The confidence level is \(level); expected above 0 and below 1.")
    return level
  }
}
