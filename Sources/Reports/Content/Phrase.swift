/// Words in a row, some of them in a tone: `"12 seeds, \(bad: "2 not sound")"`.
package struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// What words mean beside what they say. A renderer decides how that looks, or leaves it out.
  package enum Tone: Hashable, Sendable {
    case plain
    /// All is well.
    case good
    /// Something is not as it should be.
    case bad
    case strong
    /// What a machine reads as it stands: a command, a name.
    case code
  }

  package struct Span: Hashable, Sendable {
    package let text: String
    package let tone: Tone
  }

  package private(set) var spans: [Span] = []

  package init(_ text: String, _ tone: Tone = .plain) { add(text, tone) }

  package init(stringLiteral text: String) { add(text, .plain) }

  package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.phrase }

  /// The words without their tones.
  package var plain: String { spans.count == 1 ? spans[0].text : spans.map(\.text).joined() }

  private mutating func add(_ text: String, _ tone: Tone) {
    if !text.isEmpty { spans.append(Span(text: text, tone: tone)) }
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase("")

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ text: String) { phrase.add(text, .plain) }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      phrase.add(value.description, .plain)
    }

    package mutating func appendInterpolation(_ other: Phrase) { phrase.spans += other.spans }

    package mutating func appendInterpolation(good text: String) { phrase.add(text, .good) }

    package mutating func appendInterpolation(bad text: String) { phrase.add(text, .bad) }

    package mutating func appendInterpolation(strong text: String) { phrase.add(text, .strong) }

    package mutating func appendInterpolation(code text: String) { phrase.add(text, .code) }
  }
}
