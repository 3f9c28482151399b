import RealModule

/// The kernel x^a (1 - x)^b / B(a, b) of the beta distribution, without the cancellation that logarithms of gamma functions
/// of large numbers bring: at a = 500,000 they are so large that only nine digits of their difference are left.
enum BetaKernel {
  /// From here on Stirling's series, cut where `stirlingRemainder` cuts it, is exact to the last bits.
  private static let large = 10.0

  /// The kernel's value.
  ///
  /// - Parameters:
  ///   - x: above 0 and below 1.
  ///   - complement: 1 - x, given apart since it cannot be had from an `x` near 1.
  ///   - a: positive.
  ///   - b: positive.
  static func value(_ x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
    if min(a, b) >= large { return aroundMean(x, y, a, b) }
    let logarithmOfX = x < 0.5 ? Double.log(x) : Double.log(onePlus: -y)
    let logarithmOfY = y < 0.5 ? Double.log(y) : Double.log(onePlus: -x)
    return Double.exp(a * logarithmOfX + b * logarithmOfY - logarithmOfBeta(a, b))
  }

  /// The natural logarithm of the beta function B(a, b).
  static func logarithmOfBeta(_ a: Double, _ b: Double) -> Double {
    let (less, more) = (min(a, b), max(a, b))
    guard more >= large else { return Double.logGamma(a) + Double.logGamma(b) - Double.logGamma(a + b) }
    guard less >= large else {
      // ln Γ(more) - ln Γ(more + less) by Stirling's series, its large parts cancelled by hand.
      let ratio = less - (more - 0.5) * Double.log(onePlus: less / more) - less * Double.log(more + less)
      return Double.logGamma(less) + ratio + stirlingRemainder(more) - stirlingRemainder(more + less)
    }
    let sum = a + b
    let remainders = stirlingRemainder(a) + stirlingRemainder(b) - stirlingRemainder(sum)
    let power = a * Double.log(a / sum) + b * Double.log(b / sum)
    return power + (Double.log(2 * .pi) + Double.log(sum / a / b)) / 2 + remainders
  }

  /// The kernel as its height at the mean a / (a + b) and the fall from there, both of which are of moderate size.
  private static func aroundMean(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let sum = a + b
    // How far x is from the mean, times a + b; computed from the smaller of x and y, which has the more digits.
    let distance = x < y ? sum * x - a : b - sum * y
    let fall = a * Double.log(onePlus: distance / a) + b * Double.log(onePlus: -distance / b)
    let remainders = stirlingRemainder(a) + stirlingRemainder(b) - stirlingRemainder(sum)
    return Double.sqrt(a / sum * b / (2 * .pi)) * Double.exp(fall - remainders)
  }

  /// What ln Γ(z) has beyond (z - 1/2) ln z - z + ln(2π)/2, for z of at least `large`.
  private static func stirlingRemainder(_ z: Double) -> Double {
    // Bernoulli numbers B(2k) / (2k (2k - 1)): the first term left out is below 1e-16 at z = 10.
    let terms: [Double] = [
      1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156,
    ]
    let square = 1 / (z * z)
    return terms.reversed().reduce(0) { $0 * square + $1 } / z
  }
}
