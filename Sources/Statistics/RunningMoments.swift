import RealModule

/// Count, mean and spread of values seen one after another, without keeping them.
///
/// Welford's recurrence: it adds deviations from the mean so far, so that nothing is lost when the spread is small beside
/// the mean, as it would be in a sum of squares. The order of the values changes the last bits at most; who wants equal
/// bytes adds them in a fixed order.
package struct RunningMoments: Hashable, Sendable, Codable {
  package private(set) var count = 0
  /// nil when nothing was added.
  package private(set) var least: Double?
  /// nil when nothing was added.
  package private(set) var greatest: Double?
  private var meanSoFar = 0.0
  private var squaredDeviations = 0.0

  package init() {}

  /// Moments of all `values`, in their order.
  package init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  /// Adds one value. Traps when it is not finite: a mean of it would mean nothing, and JSON could not hold it.
  package mutating func add(_ value: Double) {
    precondition(value.isFinite, "The value \(value) was added to moments; expected a finite number.")
    count += 1
    let deviation = value - meanSoFar
    meanSoFar += deviation / Double(count)
    squaredDeviations += deviation * (value - meanSoFar)
    least = Swift.min(least ?? value, value)
    greatest = Swift.max(greatest ?? value, value)
  }

  /// nil when nothing was added.
  package var mean: Double? { count > 0 ? meanSoFar : nil }

  /// The variance of the population that the values are a sample of (divided by the count less one); nil below two values.
  package var variance: Double? { count > 1 ? squaredDeviations / Double(count - 1) : nil }

  /// How far the mean of as many values strays from the true one, in the unit of the values; nil below two values.
  package var standardError: Double? { variance.map { Double.sqrt($0 / Double(count)) } }

  private enum CodingKeys: String, CodingKey {
    case count, least, greatest
    case meanSoFar = "mean"
    case squaredDeviations = "squared_deviations"
  }
}
