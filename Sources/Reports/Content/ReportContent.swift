/// What is said of a result, in order, and not yet in any format: a renderer makes text, Markdown or another format of
/// it. It is made once for each kind of result.
package struct ReportContent: Hashable, Sendable {
  var paragraphs: [Paragraph]

  init(_ paragraphs: [Paragraph]) { self.paragraphs = paragraphs }

  init(_ paragraphs: Paragraph...) { self.paragraphs = paragraphs }
}

/// Blocks that stand close together, apart from what is before and after.
struct Paragraph: Hashable, Sendable {
  var blocks: [Block]

  init(_ blocks: [Block]) { self.blocks = blocks }

  init(_ blocks: Block...) { self.blocks = blocks }
}

/// A piece of a report.
enum Block: Hashable, Sendable {
  /// Level 1 is the title of the whole.
  case heading(Phrase, level: Int)
  /// Each on a line of its own.
  case lines([Line])
  case list([ListItem])
  case table(Table)
  case chart(Chart)

  static func title(_ phrase: Phrase) -> Block { .heading(phrase, level: 1) }

  static func heading(_ phrase: Phrase) -> Block { .heading(phrase, level: 2) }

  static func line(_ phrase: Phrase) -> Block { .lines([Line(phrase)]) }
}

/// A line of its own.
struct Line: Hashable, Sendable, ExpressibleByStringInterpolation {
  var phrase: Phrase
  /// How deep it is below the line that it belongs to; 0 for the first of its own.
  var depth: Int
  /// Whether its letters stand where they do on purpose, so that it is never broken.
  var isFixed: Bool

  init(_ phrase: Phrase, depth: Int = 0, isFixed: Bool = false) {
    self.phrase = phrase
    self.depth = depth
    self.isFixed = isFixed
  }

  init(stringLiteral text: String) { self.init(Phrase(text)) }

  init(stringInterpolation: Phrase.StringInterpolation) {
    self.init(Phrase(stringInterpolation: stringInterpolation))
  }
}

/// An item of a list, with what belongs to it.
struct ListItem: Hashable, Sendable {
  var phrase: Phrase
  /// Sentences of the same item, each on a line of its own.
  var sentences: [Phrase]
  var items: [ListItem]

  init(_ phrase: Phrase, sentences: [Phrase] = [], items: [ListItem] = []) {
    self.phrase = phrase
    self.sentences = sentences
    self.items = items
  }
}
