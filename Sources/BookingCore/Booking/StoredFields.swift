/// What the store keeps as one text: fields with bars between them.
///
/// A bar is a byte here, as it is for the store, and not a letter: with a combining mark behind it Swift takes the two for
/// one letter, and a field that begins with such a mark would not be found.
enum StoredFields {
  private static let bar = UInt8(ascii: "|")

  static func join(_ fields: [String]) -> String { fields.joined(separator: "|") }

  /// - Parameter limit: the most fields; the last one has what is left, bars included.
  static func split(_ text: String, atMost limit: Int = .max) -> [String] {
    text.utf8.split(separator: bar, maxSplits: limit - 1, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }
}
