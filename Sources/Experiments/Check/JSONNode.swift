/// A value of a JSON text and the line on which it begins, from 1: what the usual decoders do not tell.
struct JSONNode: Hashable {
  enum Value: Hashable {
    case null
    case flag(Bool)
    /// A number without fraction and exponent that is not negative and fits.
    case whole(UInt64)
    case number(Double)
    case text(String)
    case list([JSONNode])
    /// In the order of the text; each name once.
    case object([Member])
  }

  struct Member: Hashable {
    let name: String
    let line: Int
    let node: JSONNode
  }

  let line: Int
  let value: Value

  /// How a message shows it.
  var shown: String {
    switch value {
    case .null: "null"
    case .flag(let flag): "\(flag)"
    case .whole(let number): "\(number)"
    case .number(let number): "\(number)"
    case .text(let text): "\"\(text.count > 60 ? text.prefix(60) + "..." : text[...])\""
    case .list(let items): "a list of \(items.count)"
    case .object: "an object"
    }
  }
}

/// A text that is no JSON, and where it stops being that.
struct JSONSyntaxError: Error, Hashable {
  /// From 1.
  let line: Int
  /// What was expected there.
  let message: String
}
