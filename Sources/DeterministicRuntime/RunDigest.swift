package import VirtualTime

/// A 64-bit hash of what a run did, in order: equal runs have equal digests, on every machine and in every process.
///
/// The state begins as 2^64 divided by the golden ratio. A word w is taken in by
/// `state = rotateLeft(state ^ w, 29) * 0x9FB21C651E98DF25` (modulo 2^64), then `state ^= state >> 32`; for a given w
/// this is one to one, so two digests that differ stay different while they take in the same. `value` is the state after
/// SplitMix64's finalizer. A Bool is the word 0 or 1, an integer its 64 bits in two's complement, a string its length in
/// UTF-8 bytes and then those bytes, eight to a word, the first in the lowest bits, the last word filled up with zeros.
///
/// It is made to notice differences, not to withstand someone who wants to hide one. There is no `combine` for floating
/// point: numbers that may differ in the last bit have no place in a digest.
package struct RunDigest: Hashable, Sendable, CustomStringConvertible {
  private var state = goldenGamma

  package init() {}

  /// The hash of all that was combined so far.
  package var value: UInt64 { mixed(state) }

  /// `value` as 16 hexadecimal digits.
  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  package mutating func combine(_ word: UInt64) {
    let sum = state ^ word
    state = (sum << 29 | sum >> 35) &* 0x9FB2_1C65_1E98_DF25
    state ^= state >> 32
  }

  package mutating func combine(_ number: Int64) { combine(UInt64(bitPattern: number)) }

  package mutating func combine(_ number: Int) { combine(UInt64(bitPattern: Int64(number))) }

  package mutating func combine(_ instant: VirtualInstant) { combine(instant.nanoseconds) }

  package mutating func combine(_ flag: Bool) { combine(flag ? 1 as UInt64 : 0) }

  package mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      combine(bytes.count)
      let raw = UnsafeRawBufferPointer(bytes)
      var offset = 0
      while offset + 8 <= raw.count {
        combine(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset += 8
      }
      guard offset < raw.count else { return }
      var last: UInt64 = 0
      for index in stride(from: raw.count - 1, through: offset, by: -1) { last = last << 8 | UInt64(raw[index]) }
      combine(last)
    }
  }
}
