package import Texts
import Yams

extension ValueForm where Value == Int {
  /// A whole number in plain decimal digits.
  ///
  /// - Parameter range: an upper bound of `Int.max` is no bound that a schema would tell.
  package static func count(_ range: ClosedRange<Int>) -> ValueForm {
    let wanted = NumberRange(
      least: DecimalNumber(range.lowerBound),
      greatest: DecimalNumber(range.upperBound),
      text: { $0.whole.map(String.init) ?? "" }
    )
    let greatest: [SchemaNode.Member] =
      range.upperBound == .max ? [] : [.init("maximum", .number("\(range.upperBound)"))]
    return .plain(
      expectation: "a whole number",
      schema: [.init("type", .text("integer")), .init("minimum", .number("\(range.lowerBound)"))] + greatest,
      json: { .number("\($0)") },
      parse: { value in
        wanted.parse(value, as: "a whole number") { number in
          number.whole.map { .value($0) } ?? .problem("a whole number")
        }
      }
    )
  }
}

extension ValueForm where Value == Double {
  /// A decimal number without an exponent.
  ///
  /// - Parameters:
  ///   - least: written as a file would, and shown like that.
  ///   - greatest: likewise.
  package static func number(_ least: String, _ greatest: String) -> ValueForm {
    guard let low = try? DecimalNumber(least), let high = try? DecimalNumber(greatest) else {
      preconditionFailure("\(least)...\(greatest) is no range")
    }
    let wanted = NumberRange(least: low, greatest: high, text: { $0 == low ? least : greatest })
    return .plain(
      expectation: "a number",
      schema: [
        .init("type", .text("number")), .init("minimum", .number(least)), .init("maximum", .number(greatest)),
      ],
      json: { .number(DoubleText.shortest($0)) },
      parse: { value in
        wanted.parse(value, as: "a number") { _ in Double(value.text).map { .value($0) } ?? .problem("a number") }
      }
    )
  }
}

extension ValueForm where Value == Duration {
  /// A length of time in the unit that the key names; decimals are exact.
  ///
  /// - Parameters:
  ///   - unit: what the number counts.
  ///   - range: of the length, both ends included.
  package static func duration(_ unit: TimeUnit, _ range: ClosedRange<Duration>) -> ValueForm {
    let (least, greatest) = (unit.text(range.lowerBound), unit.text(range.upperBound))
    return .plain(
      expectation: "a number",
      schema: [
        .init("type", .text("number")), .init("minimum", .number(least)), .init("maximum", .number(greatest)),
      ],
      json: { .number(unit.text($0)) },
      ending: KeyEnding(written: unit.keyEnding, canonical: "_ns"),
      canonical: { [CanonicalLine("", $0)] },
      parse: { value in
        guard let low = try? DecimalNumber(least), let high = try? DecimalNumber(greatest) else {
          preconditionFailure("\(least)...\(greatest) is no range")
        }
        return NumberRange(least: low, greatest: high, text: { $0 == low ? least : greatest })
          .parse(value, as: "a number") { number in
            unit.duration(number).map { .value($0) } ?? .problem("a whole number of nanoseconds")
          }
      }
    )
  }
}

extension ValueForm where Value == ClosedRange<Duration> {
  /// Two lengths of time, `[shortest, longest]`, of which the first is no greater than the second.
  ///
  /// - Parameters:
  ///   - unit: what the numbers count.
  ///   - range: of both lengths, both ends included.
  package static func durationRange(_ unit: TimeUnit, _ range: ClosedRange<Duration>) -> ValueForm {
    let end = ValueForm<Duration>.duration(unit, range)
    let expectation = "a list of two numbers, [least, most]"
    return ValueForm(
      expectation: expectation,
      schema: [
        .init("type", .text("array")), .init("items", .object(end.schema)), .init("minItems", .number("2")),
        .init("maxItems", .number("2")),
      ],
      json: { .array([$0.lowerBound, $0.upperBound].compactMap(end.json)) },
      ending: KeyEnding(written: unit.keyEnding, canonical: "_ns"),
      canonical: { range in
        let ends = [range.lowerBound, range.upperBound].map(CanonicalLine.nanoseconds)
        return [CanonicalLine("_ns", ends.joined(separator: "..."))]
      },
      read: { node, place, reading in
        guard case .sequence(let items) = node else {
          reading.report("is \(NodeText.shown(node)); expected \(expectation).", at: place)
          return nil
        }
        guard items.count == 2 else {
          reading.report("has \(items.count) items; expected \(expectation).", at: place)
          return nil
        }
        let first = end.read(items[0], place.item(0, line: items[0].mark?.line), &reading)
        let second = end.read(items[1], place.item(1, line: items[1].mark?.line), &reading)
        guard let first, let second else { return nil }
        guard first <= second else {
          let texts = "[\(unit.text(first)), \(unit.text(second))]"
          reading.report("is \(texts); expected the smaller number first.", at: place)
          return nil
        }
        return first...second
      }
    )
  }
}

/// The bounds of a number, and how they are told.
private struct NumberRange {
  let least: DecimalNumber
  let greatest: DecimalNumber
  let text: (DecimalNumber) -> String

  func parse<Value>(
    _ value: PlainValue,
    as kind: String,
    _ convert: (DecimalNumber) -> Parsed<Value>
  ) -> Parsed<Value> {
    guard !value.isQuoted else { return .problem("\(kind), without quotes") }
    do {
      let number = try DecimalNumber(value.text)
      if number < least { return .problem("at least \(text(least))") }
      if greatest < number { return .problem("at most \(text(greatest))") }
      return convert(number)
    } catch {
      switch error {
      case .notANumber: return .problem("\(kind) in plain decimal digits")
      case .tooManyDecimals: return .problem("at most 18 digits after the point")
      }
    }
  }
}
