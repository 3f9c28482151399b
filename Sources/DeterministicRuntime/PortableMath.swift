/// Functions that the C libraries of different machines compute with different last bits. These use only operations
/// that IEEE 754 rounds exactly, in a fixed order, so that they give the same bits everywhere; they are within two units
/// in the last place of the true value.
package enum PortableMath {
  // The natural logarithm of 2 in two parts: the upper one has trailing zeros enough to be multiplied by an exponent
  // exactly. The split is the one of fdlibm.
  private static let upperLogarithmOf2 = 6.93147180369123816490e-01
  private static let lowerLogarithmOf2 = 1.90821492927058770002e-10

  /// The natural logarithm of a positive, normal, finite number.
  package static func logarithm(_ x: Double) -> Double {
    precondition(x.isNormal && x > 0, "The logarithm of \(x) was asked for; expected a positive normal number.")
    var fraction = x.significand
    var exponent = Double(x.exponent)
    if fraction > 1.4142135623730951 {
      fraction /= 2
      exponent += 1
    }
    // log(m) = 2 artanh(s) with s = (m - 1) / (m + 1), |s| < 0.1716: the odd powers up to the 23rd suffice.
    let s = (fraction - 1) / (fraction + 1)
    let square = s * s
    var series = 0.0
    var odd = 23.0
    while odd > 1 {
      series = series * square + 1 / odd
      odd -= 2
    }
    let artanh = s + s * (series * square)
    return exponent * upperLogarithmOf2 + (2 * artanh + exponent * lowerLogarithmOf2)
  }

  /// e to the power `x`; 0 below -700, infinity above 709.
  package static func exponential(_ x: Double) -> Double {
    if x < -700 { return 0 }
    if x > 709 { return .infinity }
    let exponent = (x * 1.4426950408889634).rounded(.toNearestOrEven)
    // What is left is within half a logarithm of 2: the Taylor series up to the 14th power suffices.
    let rest = (x - exponent * upperLogarithmOf2) - exponent * lowerLogarithmOf2
    var series = 1.0
    var power = 14.0
    while power > 0 {
      series = 1 + series * rest / power
      power -= 1
    }
    return series * Double(sign: .plus, exponent: Int(exponent), significand: 1)
  }
}
