import Texts
import Yams

/// How a message shows what a file has.
enum NodeText {
  private static let mostLetters = 60

  static func shown(_ node: Node) -> String {
    switch node {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .alias: return "an alias"
    case .scalar:
      guard let value = PlainValue(node) else { return "empty" }
      let isNumber = !value.isQuoted && value.text.utf8.first.map { $0 < UInt8(ascii: ":") } == true
      return isNumber ? cut(value.text) : "\"\(cut(value.text))\""
    }
  }

  /// A text short enough for a message, on one line.
  static func cut(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return VisibleText.shown(line.count > mostLetters ? line.prefix(mostLetters) + "..." : line)
  }
}
