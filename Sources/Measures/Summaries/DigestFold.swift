/// The digests of several runs as one, in the order in which they were taken: equal for equal runs in equal order.
package struct DigestFold: Hashable, Sendable, CustomStringConvertible {
  private var folded: UInt64 = 0

  package init() {}

  /// - Parameter digest: of a run, in hexadecimal digits.
  package mutating func add(_ digest: String) {
    folded = (folded << 7 | folded >> 57) &+ (UInt64(digest, radix: 16) ?? 0)
  }

  /// 16 hexadecimal digits.
  package var description: String {
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
