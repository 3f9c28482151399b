package import HubSpotAPI

/// What tells contents of a record apart: the first 128 bits of the SHA-256 of the properties as they are sent.
package struct RecordChecksum: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// - Parameter properties: neither names nor values hold a zero byte, which parts them here.
  package init(of properties: [Property]) {
    var message: [UInt8] = []
    for property in properties {
      message += property.name.utf8
      message.append(0)
      message += property.value.utf8
      message.append(0)
    }
    let hash = SHA256.hash(message)
    func word(_ range: Range<Int>) -> UInt64 { hash[range].reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(high: word(0..<8), low: word(8..<16))
  }
}
