package import Statistics

/// The values that a promise allows: an interval whose ends may be open, and of which one may be missing.
package struct ClaimedRange: Hashable, Sendable {
  /// An end of the range.
  package struct Bound: Hashable, Sendable {
    /// In the measure's unit; shares from 0 to 1.
    package let value: Double
    /// Whether the end itself is allowed.
    package let isIncluded: Bool
    /// As it was written: `2 s`.
    package let text: String

    package init(_ value: Double, isIncluded: Bool, text: String) {
      self.value = value
      self.isIncluded = isIncluded
      self.text = text
    }
  }

  package let lower: Bound?
  package let upper: Bound?

  /// - Parameters:
  ///   - lower: the least value that is allowed; nil when no value is too small.
  ///   - upper: the greatest; nil when none is too large. At least one of the two is there.
  package init(lower: Bound?, upper: Bound?) {
    precondition(lower != nil || upper != nil, "a range without a bound allows everything")
    self.lower = lower
    self.upper = upper
  }

  /// Whether no value is in it, because the lower end lies above the upper one.
  package var isEmpty: Bool {
    guard let lower, let upper else { return false }
    return lower.value > upper.value || (lower.value == upper.value && !(lower.isIncluded && upper.isIncluded))
  }

  package func contains(_ value: Double) -> Bool { !isBelow(value) && !isAbove(value) }

  /// Holds when the whole interval is in the range, fails when none of it is.
  package func verdict(on interval: ConfidenceInterval) -> ClaimVerdict {
    if contains(interval.lower), contains(interval.upper) { return .holds }
    return isBelow(interval.upper) || isAbove(interval.lower) ? .fails : .undecided
  }

  /// The bounds that lie within an interval, so that it is on both sides of them.
  func bounds(within interval: ConfidenceInterval) -> [Double] {
    [lower, upper].compactMap { $0?.value }.filter(interval.contains)
  }

  private func isBelow(_ value: Double) -> Bool {
    guard let lower else { return false }
    return value < lower.value || (value == lower.value && !lower.isIncluded)
  }

  private func isAbove(_ value: Double) -> Bool {
    guard let upper else { return false }
    return value > upper.value || (value == upper.value && !upper.isIncluded)
  }
}
