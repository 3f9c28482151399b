import RealModule

/// Student's t distribution: how the mean of a few values strays from the true mean, in its own standard errors.
package enum StudentT {
  /// The probability of a number of at most `t`, to about 13 digits; far tails keep their digits below zero.
  ///
  /// - Parameters:
  ///   - t: finite.
  ///   - degreesOfFreedom: at least 1; for a mean, one less than the number of values.
  package static func cumulative(_ t: Double, degreesOfFreedom: Int) -> Double {
    precondition(t.isFinite, "The distribution of Student's t was asked at \(t); expected a finite number.")
    let degrees = checked(degreesOfFreedom)
    if t == 0 { return 0.5 }
    return t < 0 ? upperTail(-t, degrees) : 1 - upperTail(t, degrees)
  }

  /// The number that is not exceeded with `probability`, to about 12 digits up to a million degrees of freedom.
  ///
  /// - Parameters:
  ///   - probability: at least 1e-100 and below 1.
  ///   - degreesOfFreedom: at least 1; for a mean, one less than the number of values.
  package static func quantile(_ probability: Double, degreesOfFreedom: Int) -> Double {
    precondition(
      probability >= 1e-100 && probability < 1,
      "The probability is \(probability); expected at least 1e-100 and below 1."
    )
    let degrees = checked(degreesOfFreedom)
    if probability == 0.5 { return 0 }
    return probability < 0.5 ? -positive(tail: probability, degrees) : positive(tail: 1 - probability, degrees)
  }

  /// The number that is exceeded with probability `tail`, which is below one half.
  private static func positive(tail: Double, _ degrees: Double) -> Double {
    // In logarithms, where a tail is nearly a line; from the middle where that has more digits than the tail.
    let root = BracketedNewton.root(in: -50...240) { logarithm in
      let t = Double.exp(logarithm)
      let slope = t * density(t, degrees)
      if tail < 0.25 {
        let above = upperTail(t, degrees)
        return (Double.log(tail / above), slope / above)
      }
      let between = fromZero(t, degrees)
      return (Double.log(between / (0.5 - tail)), slope / between)
    }
    return Double.exp(root)
  }

  private static func checked(_ degreesOfFreedom: Int) -> Double {
    precondition(degreesOfFreedom >= 1, "There are \(degreesOfFreedom) degrees of freedom; expected at least 1.")
    return Double(degreesOfFreedom)
  }

  /// The probability of a number above `t`, which is positive.
  private static func upperTail(_ t: Double, _ degrees: Double) -> Double {
    let (rest, part) = shares(t, degrees)
    return IncompleteBeta.regularised(rest, complement: part, degrees / 2, 0.5) / 2
  }

  /// The probability of a number from 0 to `t`, which is positive.
  private static func fromZero(_ t: Double, _ degrees: Double) -> Double {
    let (rest, part) = shares(t, degrees)
    return IncompleteBeta.regularised(part, complement: rest, 0.5, degrees / 2) / 2
  }

  /// The shares of the degrees of freedom and of t² in their sum; a `t` whose square is too large for a number does no harm.
  private static func shares(_ t: Double, _ degrees: Double) -> (degrees: Double, square: Double) {
    let root = Double.sqrt(degrees)
    let diagonal = Double.hypot(t, root)
    return ((root / diagonal) * (root / diagonal), (t / diagonal) * (t / diagonal))
  }

  private static func density(_ t: Double, _ degrees: Double) -> Double {
    let power = -(degrees + 1) / 2 * Double.log(onePlus: t * t / degrees)
    return Double.exp(power - BetaKernel.logarithmOfBeta(degrees / 2, 0.5)) / Double.sqrt(degrees)
  }
}
