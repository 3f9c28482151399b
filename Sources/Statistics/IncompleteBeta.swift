import RealModule

/// The regularised incomplete beta function I_x(a, b): the probability that a beta-distributed number is at most x. The
/// distributions of Student's t and of the binomial counts are special cases of it.
package enum IncompleteBeta {
  /// I_x(a, b), to about 13 digits, also where it is near 0.
  ///
  /// - Parameters:
  ///   - x: in 0...1.
  ///   - a: positive and finite.
  ///   - b: positive and finite.
  /// - Complexity: O(√(a + b)) at the mean, less elsewhere.
  package static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
    regularised(x, complement: 1 - x, a, b)
  }

  /// I_x(a, b), where `complement` is 1 - x with all its digits, which `x` near 1 has lost.
  static func regularised(_ x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
    precondition(x >= 0 && x <= 1, "The incomplete beta function was asked at \(x); expected 0...1.")
    precondition(a > 0 && a.isFinite, "The first parameter is \(a); expected a positive finite number.")
    precondition(b > 0 && b.isFinite, "The second parameter is \(b); expected a positive finite number.")
    if x == 0 { return 0 }
    if y == 0 { return 1 }
    // The fraction converges fast below the mean only; above it, the other tail is computed.
    if x < (a + 1) / (a + b + 2) {
      return BetaKernel.value(x, complement: y, a, b) / fraction(x, y, a, b)
    }
    return 1 - BetaKernel.value(y, complement: x, b, a) / fraction(y, x, b, a)
  }

  /// The x at which I_x(a, b) is `probability`: the quantile of the beta distribution.
  ///
  /// - Parameter probability: in 0...1.
  package static func quantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    precondition(probability >= 0 && probability <= 1, "The probability is \(probability); expected 0...1.")
    if probability == 0 || probability == 1 { return probability }
    // Logarithms on both sides: a tail is nearly a power of x, and so nearly a line.
    let root = BracketedNewton.root(in: -700...0) { logarithm in
      let (x, y) = (Double.exp(logarithm), -Double.expMinusOne(logarithm))
      guard y > 0 else { return (.infinity, .nan) }
      let slope = BetaKernel.value(x, complement: y, a, b) / y
      if probability <= 0.5 {
        let below = regularised(x, complement: y, a, b)
        return (Double.log(below / probability), slope / below)
      }
      let above = regularised(y, complement: x, b, a)
      return (Double.log((1 - probability) / above), slope / above)
    }
    return Double.exp(root)
  }

  /// The continued fraction of which `BetaKernel.value` is to be divided, by Lentz's method.
  ///
  /// The even part of the classical fraction (DLMF 8.17.22): it needs half the steps, and its terms have no differences of
  /// nearly equal numbers when `y` is exact.
  private static func fraction(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    func denominator(_ step: Double) -> Double {
      let inner = step == 0 ? 0 : step * (b - step) * x / (a + 2 * step - 1)
      return step + inner + (a + step) * (a * y - b * x + 1 + step * (1 + y)) / (a + 2 * step + 1)
    }
    func numerator(_ step: Double) -> Double {
      let twice = a + 2 * step - 1
      return (a + step - 1) / twice * ((a + b + step - 1) / twice) * step * (b - step) * x * x
    }
    // Stands for a zero, which would end the division for good.
    let tiny = 1e-300
    func apart(_ value: Double) -> Double { value == 0 ? tiny : value }

    var value = apart(denominator(0))
    var (upper, lower) = (value, 0.0)
    var step = 1.0
    // At the mean of a = b = 10^8 it takes some thousands of steps.
    while step < 100_000 {
      lower = 1 / apart(denominator(step) + numerator(step) * lower)
      upper = apart(denominator(step) + numerator(step) / upper)
      let change = upper * lower
      value *= change
      if abs(change - 1) <= Double.ulpOfOne { break }
      step += 1
    }
    return value
  }
}
