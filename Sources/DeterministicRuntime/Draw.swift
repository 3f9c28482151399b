/// A sequence of random numbers (SplitMix64), the same on every machine to the last bit.
package struct Draw: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The sequence that begins at `state`, as SplitMix64 does with a seed.
  init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= goldenGamma
    return mixed(state)
  }

  /// A number from 0 up to but not including 1: a multiple of 2^-53, each as likely as any other.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// One of `range`, each exactly as likely as any other. Traps when the range is empty.
  package mutating func uniformInteger(in range: Range<Int>) -> Int {
    precondition(!range.isEmpty, "A number is to be drawn from the empty range \(range).")
    let width = UInt64(bitPattern: Int64(range.upperBound) &- Int64(range.lowerBound))
    // Lemire, "Fast random integer generation in an interval", 2019: the upper half of the product is the number; the
    // few lower halves that would make some numbers likelier than others are drawn again.
    var product = next().multipliedFullWidth(by: width)
    if product.low < width {
      let surplus = (0 &- width) % width
      while product.low < surplus { product = next().multipliedFullWidth(by: width) }
    }
    return range.lowerBound &+ Int(truncatingIfNeeded: product.high)
  }

  /// A number of the normal distribution with mean 0 and standard deviation 1.
  package mutating func standardNormal() -> Double {
    // Marsaglia's polar method: of the functions that differ between machines it needs the logarithm alone, and that
    // one is ours.
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * PortableMath.logarithm(square) / square).squareRoot() }
    }
  }
}
