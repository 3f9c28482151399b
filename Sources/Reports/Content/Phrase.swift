/// Words in a row, some of them in a tone: `"12 seeds, \(bad: "2 not sound")"`.
struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// What words mean beside what they say. A renderer decides how that looks, or leaves it out.
  enum Tone: Hashable, Sendable {
    case plain
    /// All is well.
    case good
    /// Something is not as it should be.
    case bad
    case strong
    /// What a machine reads as it stands: a command, a name.
    case code
  }

  struct Span: Hashable, Sendable {
    let text: String
    let tone: Tone
  }

  private(set) var spans: [Span] = []

  init(_ text: String, _ tone: Tone = .plain) { add(text, tone) }

  init(stringLiteral text: String) { add(text, .plain) }

  init(stringInterpolation: StringInterpolation) { self = stringInterpolation.phrase }

  /// The words without their tones.
  var plain: String { spans.count == 1 ? spans[0].text : spans.map(\.text).joined() }

  private mutating func add(_ text: String, _ tone: Tone) {
    if !text.isEmpty { spans.append(Span(text: text, tone: tone)) }
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase("")

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ text: String) { phrase.add(text, .plain) }

    mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      phrase.add(value.description, .plain)
    }

    mutating func appendInterpolation(_ other: Phrase) { phrase.spans += other.spans }

    mutating func appendInterpolation(good text: String) { phrase.add(text, .good) }

    mutating func appendInterpolation(bad text: String) { phrase.add(text, .bad) }

    mutating func appendInterpolation(strong text: String) { phrase.add(text, .strong) }

    mutating func appendInterpolation(code text: String) { phrase.add(text, .code) }
  }
}
