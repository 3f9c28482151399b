import Texts

extension ValueForm where Value == Bool {
  /// `true` or `false`; YAML's other spellings are refused, for readers disagree on them.
  package static var flag: ValueForm {
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
  /// One line of text, not empty.
  ///
  /// - Parameter length: in Unicode scalars.
  package static func line(atMost length: Int) -> ValueForm {
    .plain(
      expectation: "a line of text",
      schema: [
        .init("type", .text("string")), .init("minLength", .number("1")), .init("maxLength", .number("\(length)")),
      ],
      json: { .text($0) },
      parse: { value in
        guard value.isText else { return .problem("a text: put it in quotes") }
        guard !value.text.unicodeScalars.contains(where: { VisibleText.isHidden($0) && $0 != "\n" }) else {
          return .problem("letters that can be seen, without control characters")
        }
        let isOneLine = !value.text.isEmpty && !value.text.contains(where: \.isNewline)
        guard isOneLine, value.text.unicodeScalars.count <= length else {
          return .problem("one line of 1 to \(length) letters")
        }
        return .value(value.text)
      }
    )
  }

  /// A day of 1970 to 2199, `YYYY-MM-DD`.
  package static var date: ValueForm {
    .plain(
      expectation: "a date, YYYY-MM-DD",
      schema: [.init("type", .text("string")), .init("format", .text("date"))],
      json: { .text($0) },
      parse: { value in
        CalendarText.startOfDay(value.text) == nil
          ? .problem("a date from 1970-01-01 to 2199-12-31, YYYY-MM-DD") : .value(value.text)
      }
    )
  }
}

extension ValueForm where Value == Int64 {
  /// A moment of 1970 to 2199, `YYYY-MM-DDThh:mm:ssZ`; as a value, milliseconds since the Unix epoch.
  package static var instant: ValueForm {
    .plain(
      expectation: "a time in UTC, YYYY-MM-DDThh:mm:ssZ",
      schema: [.init("type", .text("string")), .init("format", .text("date-time"))],
      json: { .text(CalendarText.text(milliseconds: $0)) },
      ending: KeyEnding(written: "_utc", canonical: "_ms"),
      canonical: { [CanonicalLine("_ms", String($0))] },
      parse: { value in
        CalendarText.instant(value.text).map { .value($0) }
          ?? .problem("a time in UTC from 1970 to 2199, YYYY-MM-DDThh:mm:ssZ")
      }
    )
  }
}

extension ValueForm where Value: Equatable {
  /// One of a few words.
  ///
  /// - Parameter words: each with what it stands for, in the order in which messages list them. A value is shown by the
  ///   first of its words.
  package static func choice(_ words: [(word: String, value: Value)]) -> ValueForm {
    let names = words.map(\.word)
    let before = names.dropLast().joined(separator: ", ")
    let listed = (before.isEmpty ? "" : before + " or ") + (names.last ?? "")
    return .plain(
      expectation: listed,
      schema: [.init("enum", .array(names.map { .text($0) }))],
      json: { value in words.first { $0.value == value }.map { .text($0.word) } },
      meant: { NearestName(candidates: names).match($0.text) },
      parse: { written in
        words.first { $0.word == written.text }.map { .value($0.value) } ?? .problem(listed)
      }
    )
  }

  /// The same form, or a word that stands for a value of its own, such as `off`.
  package func or(_ word: String, _ special: Value) -> ValueForm {
    ValueForm(
      expectation: "\(expectation) or \(word)",
      schema: [.init("oneOf", .array([.object(schema), .object([.init("const", .text(word))])]))],
      paths: paths,
      json: { $0 == special ? .text(word) : json($0) },
      ending: ending,
      canonical: { $0 == special ? [CanonicalLine("", word)] : canonical($0) },
      written: { $0 == special ? [WrittenValue("", .text(word))] : written($0) },
      read: { node, place, reading in
        PlainValue(node)?.text == word ? special : read(node, place, &reading)
      }
    )
  }
}

extension ValueForm where Value: RawRepresentable & CaseIterable & Equatable, Value.RawValue == String {
  /// One of the cases, by raw value.
  package static var choice: ValueForm { .choice(Value.allCases.map { ($0.rawValue, $0) }) }
}
