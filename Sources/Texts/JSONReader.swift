/// Reads a JSON text (RFC 8259), strictly: no comments, no commas too many, no name twice in an object.
package struct JSONReader {
  /// No document nests deeper; a text that does was meant for something else.
  private static let mostLevels = 64

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var levels = 0

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// - Throws: `JSONSyntaxError` at the first place that is no JSON.
  package static func node(_ text: String) throws(JSONSyntaxError) -> JSONNode {
    var reader = JSONReader(text)
    let node = try reader.node()
    reader.skipBlanks()
    guard reader.index == reader.bytes.count else { throw reader.error("expected the end after the value") }
    return node
  }

  private mutating func node() throws(JSONSyntaxError) -> JSONNode {
    skipBlanks()
    let start = line
    let value: JSONNode.Value
    switch next {
    case UInt8(ascii: "{"): value = .object(try nested { reader throws(JSONSyntaxError) in try reader.members() })
    case UInt8(ascii: "["): value = .list(try nested { reader throws(JSONSyntaxError) in try reader.items() })
    case UInt8(ascii: "\""): value = .text(try text())
    case let byte? where byte == UInt8(ascii: "-") || Self.digits.contains(byte): value = try number()
    default: value = try word()
    }
    return JSONNode(line: start, value: value)
  }

  // MARK: Lists and objects

  private mutating func nested<Output>(
    _ read: (inout JSONReader) throws(JSONSyntaxError) -> Output
  ) throws(JSONSyntaxError) -> Output {
    guard levels < Self.mostLevels else { throw error("expected at most \(Self.mostLevels) levels") }
    index += 1
    levels += 1
    let output = try read(&self)
    levels -= 1
    return output
  }

  private mutating func items() throws(JSONSyntaxError) -> [JSONNode] {
    if takes("]") { return [] }
    var items = [try node()]
    while takes(",") { items.append(try node()) }
    guard takes("]") else { throw error("expected , or ] in a list") }
    return items
  }

  private mutating func members() throws(JSONSyntaxError) -> [JSONNode.Member] {
    if takes("}") { return [] }
    var (members, names): ([JSONNode.Member], Set<String>) = ([], [])
    repeat {
      skipBlanks()
      let start = line
      guard next == UInt8(ascii: "\"") else { throw error("expected a name in quotes") }
      let name = try text()
      guard names.insert(name).inserted else { throw error("\"\(name)\" is given again; expected each name once") }
      guard takes(":") else { throw error("expected : after the name \"\(name)\"") }
      members.append(.init(name: name, line: start, node: try node()))
    } while takes(",")
    guard takes("}") else { throw error("expected , or } in an object") }
    return members
  }

  // MARK: Plain values

  private mutating func word() throws(JSONSyntaxError) -> JSONNode.Value {
    for (word, value) in [("true", JSONNode.Value.flag(true)), ("false", .flag(false)), ("null", .null)]
    where bytes[index...].starts(with: word.utf8) {
      index += word.utf8.count
      return value
    }
    throw error("expected a value")
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONNode.Value {
    let start = index
    let isNegative = takesByte("-")
    let isZero = takesByte("0")
    if !isZero { try digits() }
    var isWhole = !isNegative
    if takesByte(".") {
      isWhole = false
      try digits()
    }
    if takesByte("e") || takesByte("E") {
      isWhole = false
      if !takesByte("-") { _ = takesByte("+") }
      try digits()
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let whole = UInt64(text) { return .whole(whole) }
    guard let number = Double(text), number.isFinite else { throw error("\(text) is too large for a number") }
    return .number(number)
  }

  private mutating func digits() throws(JSONSyntaxError) {
    let start = index
    while let byte = next, Self.digits.contains(byte) { index += 1 }
    guard index > start else { throw error("expected a digit") }
  }

  /// A text from its first quote to its last.
  private mutating func text() throws(JSONSyntaxError) -> String {
    index += 1
    var units: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw error("expected the end of a text before the end of its line") }
      index += 1
      if byte == UInt8(ascii: "\\") {
        units += Array(String(try escaped()).utf8)
      } else {
        units.append(byte)
      }
    }
    guard takesByte("\"") else { throw error("expected the end of a text") }
    return String(decoding: units, as: UTF8.self)
  }

  private mutating func escaped() throws(JSONSyntaxError) -> Character {
    guard let byte = next else { throw error("expected the end of a text") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try unit()
      guard UTF16.isLeadSurrogate(first) else { return try character([first]) }
      guard takesByte("\\"), takesByte("u") else { throw error("expected the second half of a pair of \\u") }
      return try character([first, try unit()])
    default: throw error("expected a known letter after \\")
    }
  }

  private mutating func unit() throws(JSONSyntaxError) -> UInt16 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("expected four hexadecimal digits after \\u") }
    index += 4
    return unit
  }

  private func character(_ units: [UInt16]) throws(JSONSyntaxError) -> Character {
    guard let text = String(validating: units, as: UTF16.self), let character = text.first else {
      throw error("expected a letter of Unicode after \\u")
    }
    return character
  }

  // MARK: Bytes

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x9, 0xA, 0xD].contains(byte) {
      if byte == 0xA { line += 1 }
      index += 1
    }
  }

  /// Skips blanks, and a letter if it is next.
  private mutating func takes(_ letter: Unicode.Scalar) -> Bool {
    skipBlanks()
    return takesByte(letter)
  }

  private mutating func takesByte(_ letter: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: letter) else { return false }
    index += 1
    return true
  }

  private func error(_ message: String) -> JSONSyntaxError { JSONSyntaxError(line: line, message: message) }
}
