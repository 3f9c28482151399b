import BookingCore
import LoadGeneration

extension ValueForm where Value == Bool {
  /// `true` or `false`; YAML's other spellings are refused, for readers disagree on them.
  static var flag: ValueForm {
    .plain(
      expectation: "true or false",
      schema: [.init("type", .text("boolean"))],
      json: { .flag($0) },
      parse: { value in
        switch (value.text, value.isQuoted) {
        case ("true", false): .value(true)
        case ("false", false): .value(false)
        default: .problem("true or false")
        }
      }
    )
  }
}

extension ValueForm where Value == String {
  /// One line of text.
  static func line(atMost length: Int) -> ValueForm {
    .plain(
      expectation: "a line of text",
      schema: [
        .init("type", .text("string")), .init("minLength", .number("1")), .init("maxLength", .number("\(length)")),
      ],
      json: { .text($0) },
      parse: { value in
        guard value.isText else { return .problem("a text: put it in quotes") }
        let isOneLine = !value.text.isEmpty && !value.text.contains(where: \.isNewline)
        guard isOneLine, value.text.unicodeScalars.count <= length else {
          return .problem("one line of 1 to \(length) letters")
        }
        return .value(value.text)
      }
    )
  }

  /// A day, `YYYY-MM-DD`.
  static var date: ValueForm {
    .plain(
      expectation: "a date, YYYY-MM-DD",
      schema: [.init("type", .text("string")), .init("format", .text("date"))],
      json: { .text($0) },
      parse: { value in
        CalendarText.date(value.text) == nil
          ? .problem("a date from 1970-01-01 to 2199-12-31, YYYY-MM-DD") : .value(value.text)
      }
    )
  }
}

extension ValueForm where Value == Int64 {
  /// A moment, `YYYY-MM-DDThh:mm:ssZ`; as a value, milliseconds since the Unix epoch.
  static var instant: ValueForm {
    .plain(
      expectation: "a time in UTC, YYYY-MM-DDThh:mm:ssZ",
      schema: [.init("type", .text("string")), .init("format", .text("date-time"))],
      json: { .text(CalendarText.text(milliseconds: $0)) },
      parse: { value in
        CalendarText.instant(value.text).map { .value($0) }
          ?? .problem("a time in UTC from 1970 to 2199, YYYY-MM-DDThh:mm:ssZ")
      }
    )
  }
}

extension ValueForm where Value == Probability {
  /// A share in percent, 0 to 100.
  static var percent: ValueForm {
    let percents = ValueForm<Double>.number("0", "100")
    return ValueForm(expectation: percents.expectation, schema: percents.schema) { node, place, reading in
      percents.read(node, place, &reading).flatMap { Probability($0 / 100) }
    }
  }
}

extension ValueForm where Value: Equatable {
  /// One of a few words.
  static func choice(_ words: [(word: String, value: Value)]) -> ValueForm {
    let names = words.map(\.word)
    let listed = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    return .plain(
      expectation: listed,
      schema: [.init("enum", .array(names.map { .text($0) }))],
      json: { value in words.first { $0.value == value }.map { .text($0.word) } },
      parse: { written in
        words.first { $0.word == written.text }.map { .value($0.value) } ?? .problem(listed)
      }
    )
  }
}

extension ValueForm where Value: RawRepresentable & CaseIterable & Equatable, Value.RawValue == String {
  /// One of the cases, by raw value.
  static var choice: ValueForm { .choice(Value.allCases.map { ($0.rawValue, $0) }) }
}

/// A limit that a scenario sets or takes away.
enum SwitchableLimit: Hashable {
  case at(Int)
  case off
}

extension ValueForm where Value == SwitchableLimit {
  /// A whole number, or the word `off`.
  static func countOrOff(_ range: ClosedRange<Int>) -> ValueForm {
    let count = ValueForm<Int>.count(range)
    let off = "off"
    return ValueForm(
      expectation: "a whole number or off",
      schema: [.init("oneOf", .array([.object(count.schema), .object([.init("const", .text(off))])]))],
      json: { limit in
        switch limit {
        case .at(let number): count.json(number)
        case .off: .text(off)
        }
      },
      read: { node, place, reading in
        if PlainValue(node)?.text == off { return .off }
        return count.read(node, place, &reading).map { .at($0) }
      }
    )
  }
}
