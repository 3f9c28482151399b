/// Finds where a rising function crosses zero: by Newton's steps where they get nearer, by halving where they do not.
enum BracketedNewton {
  /// The point between the ends of `bracket` at which `function` is zero, to the last few bits.
  ///
  /// - Parameters:
  ///   - bracket: the function is at most zero at its lower end and at least zero at its upper end; it is not asked there.
  ///   - function: rising; its value and its slope. They may be infinite, or the slope not a number: then the bracket is
  ///     halved.
  static func root(
    in bracket: ClosedRange<Double>,
    of function: (Double) -> (value: Double, slope: Double)
  ) -> Double {
    var (low, high) = (bracket.lowerBound, bracket.upperBound)
    var point = (low + high) / 2
    var lastStep = high - low
    // Every round halves the bracket or the step, so that this many are never needed.
    for _ in 0..<400 {
      let (value, slope) = function(point)
      if value == 0 { return point }
      if value < 0 { low = point } else { high = point }
      let newton = point - value / slope
      let isNearer = newton >= low && newton <= high && abs(newton - point) <= lastStep / 2
      let next = isNearer ? newton : (low + high) / 2
      lastStep = abs(next - point)
      // Newton's error is squared by each step: after one as small as this, what is left is below the last bit.
      let tolerance = isNearer ? 1e-10 : 2 * Double.ulpOfOne
      if lastStep <= tolerance * max(1, abs(point)) { return next }
      point = next
    }
    return point
  }
}
