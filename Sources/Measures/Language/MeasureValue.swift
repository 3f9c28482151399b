/// The value of a measure in one run.
package enum MeasureValue: Hashable, Sendable {
  case number(Double)
  /// Of trials, at least one. Kept as counts, for a bound on what was never seen needs them.
  case share(events: Int, trials: Int)
  /// A time that falls among those who never got there.
  case never
  /// Nothing was observed.
  case missing

  /// The value as a number; nil when it is none.
  package var number: Double? {
    switch self {
    case .number(let number): number
    case .share(let events, let trials): Double(events) / Double(trials)
    case .never, .missing: nil
    }
  }
}

extension MeasureValue: Codable {
  /// A number, `[events, trials]`, `"never"` or `null`.
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .number(let number):
      var container = encoder.singleValueContainer()
      try container.encode(number)
    case .share(let events, let trials):
      var container = encoder.unkeyedContainer()
      try container.encode(events)
      try container.encode(trials)
    case .never:
      var container = encoder.singleValueContainer()
      try container.encode("never")
    case .missing:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }

  package init(from decoder: any Decoder) throws {
    if var pair = try? decoder.unkeyedContainer() {
      let (events, trials) = (try pair.decode(Int.self), try pair.decode(Int.self))
      guard trials > 0, (0...trials).contains(events) else {
        throw DecodingError.dataCorruptedError(in: pair, debugDescription: "\(events) of \(trials) is no share")
      }
      self = .share(events: events, trials: trials)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .missing
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      guard try container.decode(String.self) == "never" else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a number, never or null")
      }
      self = .never
    }
  }
}
