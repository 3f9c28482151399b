import Yams

/// What the YAML parser makes of a text.
enum YAMLTree {
  /// A mapping of it may have keys that `RepeatedKey` has marked.
  case node(Node)
  /// Nothing is there but comments, or a null.
  case empty
  /// A mapping has a key twice, one that cannot be renamed to read on.
  case repeatedKey(line: Int)
  /// The parser's words, where it has any.
  case malformed(line: Int, problem: String?)

  // A text is read again for each mapping with a key given twice. One with more of them is told so once more after the
  // first ones are mended: a hundred mappings, fewer in a large text.
  private static let mostPasses = 101
  private static let mostBytesRead = 4 * 1_024 * 1_024

  init(_ text: String) {
    var passes = 0
    self.init(text, passes: &passes)
  }

  /// - Parameter passes: counts how often the text is read.
  init(_ text: String, passes: inout Int) {
    // Editors put a byte-order mark in front; the parser knows it only in UTF-16.
    var marked = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    var (firstRepeat, repeated, bytes): (Int?, RepeatedKey, Int) = (nil, RepeatedKey(), 0)
    composing: while passes < Self.mostPasses, bytes < Self.mostBytesRead {
      passes += 1
      bytes += marked.utf8.count
      do {
        let node = try Yams.compose(yaml: marked).flatMap { $0.null == nil ? $0 : nil }
        self = node.map { .node($0) } ?? .empty
        return
      } catch let YamlError.duplicatedKeysInMapping(names, context) {
        let (line, column) = (context.mark.line, context.mark.column)
        firstRepeat = firstRepeat ?? line
        guard let next = repeated.marked(marked, names: Set(names), line: line, column: column) else {
          break composing
        }
        marked = next
      } catch {
        // A text that reads no further once a key is renamed was wrong in having that key twice.
        guard firstRepeat == nil else { break composing }
        self = Self.complaint(error, in: marked)
        return
      }
    }
    self = .repeatedKey(line: firstRepeat ?? 1)
  }

  private static func complaint(_ error: any Error, in text: String) -> YAMLTree {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      .malformed(line: mark.line, problem: problem)
    case YamlError.reader(let problem, let offset, _, _):
      .malformed(line: 1 + text.prefix(offset ?? 0).count(where: \.isNewline), problem: problem)
    default:
      .malformed(line: 1, problem: nil)
    }
  }
}
