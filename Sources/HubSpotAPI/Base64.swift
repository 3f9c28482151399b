/// Bytes as a text of 64 letters (RFC 4648, section 4), with padding.
package enum Base64 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values = Dictionary(uniqueKeysWithValues: letters.enumerated().map { ($1, UInt32($0)) })
  private static let padding = UInt8(ascii: "=")

  package static func text(of bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    var (group, count) = (UInt32(0), 0)
    for byte in bytes {
      (group, count) = (group << 8 | UInt32(byte), count + 1)
      guard count == 3 else { continue }
      for shift in [18, 12, 6, 0] { text.append(letters[Int(group >> UInt32(shift) & 63)]) }
      (group, count) = (0, 0)
    }
    if count > 0 {
      group <<= UInt32(8 * (3 - count))
      for shift in [18, 12, 6, 0].prefix(count + 1) { text.append(letters[Int(group >> UInt32(shift) & 63)]) }
      text += repeatElement(padding, count: 3 - count)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// nil for a text that `text(of:)` does not write.
  package static func bytes(of text: String) -> [UInt8]? {
    let units = Array(text.utf8)
    guard units.count % 4 == 0 else { return nil }
    let padded = units.suffix(2).count { $0 == padding }
    var bytes: [UInt8] = []
    var (bits, width) = (UInt32(0), 0)
    for unit in units.dropLast(padded) {
      guard let value = values[unit] else { return nil }
      (bits, width) = (bits << 6 | value, width + 6)
      guard width >= 8 else { continue }
      width -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(width)))
      bits &= (1 << UInt32(width)) - 1
    }
    // What is left are bits of padding; other than zero they would give two texts for the same bytes.
    return bits == 0 ? bytes : nil
  }
}
