/// Chance drawn by key: what a draw gives depends on the seed, its purpose and up to four numbers, and on nothing else.
/// A new draw in one place shifts no other, and designs compared under one seed meet the same luck.
package struct KeyedRandom: Sendable {
  /// What a draw is for, as a hash of its name. Keep it in a `static let` where draws are frequent.
  package struct Purpose: ExpressibleByStringLiteral, Hashable, Sendable {
    package let hash: UInt64

    package init(stringLiteral name: StaticString) {
      var digest = RunDigest()
      digest.combine(name.description)
      hash = digest.value
    }
  }

  private let root: UInt64

  package init(seed: UInt64) { root = mixed(seed &+ goldenGamma) }

  /// The chance for `purpose` and the numbers `a` to `d`, such as visitor, attempt, call and ordinal. Equal arguments
  /// give equal draws: each draw of one purpose needs numbers of its own.
  package func draw(_ purpose: Purpose, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0) -> Draw {
    var state = absorb(purpose.hash, into: root)
    state = absorb(UInt64(bitPattern: Int64(a)), into: state)
    state = absorb(UInt64(bitPattern: Int64(b)), into: state)
    state = absorb(UInt64(bitPattern: Int64(c)), into: state)
    state = absorb(UInt64(bitPattern: Int64(d)), into: state)
    return Draw(state: state)
  }

  /// The order counts: (1, 2) and (2, 1) are different keys.
  @inline(__always)
  private func absorb(_ word: UInt64, into state: UInt64) -> UInt64 { mixed((state ^ word) &+ goldenGamma) }
}

/// 2^64 divided by the golden ratio, made odd: the step of SplitMix64.
let goldenGamma: UInt64 = 0x9E37_79B9_7F4A_7C15

/// The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): one to
/// one, and every bit of the input moves about half of the bits of the output.
@inline(__always)
func mixed(_ word: UInt64) -> UInt64 {
  var bits = word
  bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
  return bits ^ (bits >> 31)
}
