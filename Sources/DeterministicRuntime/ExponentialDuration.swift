/// The time from one event to the next when events come at a constant rate and know nothing of each other (a Poisson
/// process).
package struct ExponentialDuration: Hashable, Sendable {
  /// The mean of all draws, and their standard deviation.
  package let meanNanoseconds: Int64

  /// Traps when the mean is negative.
  package init(meanNanoseconds: Int64) {
    precondition(meanNanoseconds >= 0, "The mean is \(meanNanoseconds) ns; expected at least 0.")
    self.meanNanoseconds = meanNanoseconds
  }

  /// One such length, cut to whole nanoseconds.
  package func nanoseconds(_ draw: inout Draw) -> Int64 {
    // 1 - uniform() is never 0, whose logarithm does not exist.
    Int64(cutting: -PortableMath.logarithm(1 - draw.uniform()) * Double(meanNanoseconds))
  }
}
