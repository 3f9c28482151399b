/// A list of texts as one store value: each with its length in front, so that nothing in a text can be taken for the end
/// of it.
struct FieldText: Hashable, Sendable {
  var fields: [String]

  init(_ fields: [String]) { self.fields = fields }

  var encoded: String { fields.map { "\($0.utf8.count):\($0)" }.joined() }

  /// Reads what `encoded` wrote; nil for anything else.
  init?(encoded text: String) {
    var fields: [String] = []
    var rest = Substring(text).utf8
    while !rest.isEmpty {
      guard let colon = rest.firstIndex(of: UInt8(ascii: ":")), let length = Int(Substring(rest[..<colon])), length >= 0
      else { return nil }
      let start = rest.index(after: colon)
      guard let end = rest.index(start, offsetBy: length, limitedBy: rest.endIndex),
        let field = String(rest[start..<end])
      else { return nil }
      fields.append(field)
      rest = rest[end...]
    }
    self.fields = fields
  }
}
