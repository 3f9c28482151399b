/// A key or a member as Redis sees it: bytes. Swift calls two texts equal when they look the same ("é" as one letter and
/// as two), Redis does not.
struct StoreBytes: Hashable, Comparable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: StoreBytes, right: StoreBytes) -> Bool {
    // Every command compares keys: byte by byte in place, and for texts without bytes in one place as they come.
    let inPlace = left.text.utf8.withContiguousStorageIfAvailable { left in
      right.text.utf8.withContiguousStorageIfAvailable { right in
        left.count == right.count && areEqual(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
      }
    }
    return (inPlace ?? nil) ?? left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Eight bytes at a time.
  private static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 8 <= left.count {
      guard
        left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return false }
      offset += 8
    }
    while offset < left.count {
      guard left[offset] == right[offset] else { return false }
      offset += 1
    }
    return true
  }

  /// That of the text: equal bytes are an equal text.
  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  static func < (left: StoreBytes, right: StoreBytes) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
