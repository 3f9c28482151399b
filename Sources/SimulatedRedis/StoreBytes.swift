/// A key or a member as Redis sees it: bytes. Swift calls two texts equal when they look the same ("é" as one letter and
/// as two), Redis does not.
struct StoreBytes: Hashable, Comparable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: StoreBytes, right: StoreBytes) -> Bool {
    // Every command compares keys: byte by byte in place, and for texts without bytes in one place as they come.
    let inPlace = left.text.utf8.withContiguousStorageIfAvailable { left in
      right.text.utf8.withContiguousStorageIfAvailable { right in
        left.count == right.count && left.elementsEqual(right)
      }
    }
    return (inPlace ?? nil) ?? left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// That of the text: equal bytes are an equal text.
  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  static func < (left: StoreBytes, right: StoreBytes) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
