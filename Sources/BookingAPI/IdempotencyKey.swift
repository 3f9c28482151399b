/// Names one intention of one visitor: all requests that carry the same key book (or cancel) at most once.
package struct IdempotencyKey: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// - Parameter text: 1 to 64 characters out of `A-Z a-z 0-9 . _ -`; nil for anything else, since keys become part of
  ///   store keys and records.
  package init?(_ text: String) {
    let isAllowed = { (byte: UInt8) in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
      default: false
      }
    }
    guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(isAllowed) else { return nil }
    self.text = text
  }

  package var description: String { text }
}
