/// A value of a JSON text and the line on which it begins, from 1: what the usual decoders do not tell.
package struct JSONNode: Hashable {
  package enum Value: Hashable {
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

  package struct Member: Hashable {
    package let name: String
    package let line: Int
    package let node: JSONNode
  }

  package let line: Int
  package let value: Value

  /// How a message shows it.
  package var shown: String {
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
package struct JSONSyntaxError: Error, Hashable {
  /// From 1.
  package let line: Int
  /// What was expected there.
  package let message: String
}
