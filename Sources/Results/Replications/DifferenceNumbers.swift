import Statistics

/// What a measure differs by between two cells in JSON: every key is always there.
struct DifferenceNumbers: Encodable {
  private let statistics: PairedStatistics
  private let difference: Difference

  init(_ statistics: PairedStatistics) {
    self.statistics = statistics
    difference = statistics.difference
  }

  private enum CodingKeys: String, CodingKey {
    case kind, median
    case lower = "lower_95"
    case upper = "upper_95"
    case isShown = "shown"
    case both = "seeds_compared"
    case onlyFirstReached = "seeds_only_from_reached"
    case onlySecondReached = "seeds_only_to_reached"
    case neitherReached = "seeds_neither_reached"
    case oneSided = "seeds_one_without_value"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let (median, lower, upper) = numbers
    try container.encode(difference.kind, forKey: .kind)
    try container.encode(difference.isShown, forKey: .isShown)
    try container.encode(median?.rounded(toSignificantDigits: 6), forKey: .median)
    try container.encode(lower?.rounded(toSignificantDigits: 6), forKey: .lower)
    try container.encode(upper?.rounded(toSignificantDigits: 6), forKey: .upper)
    try container.encode(statistics.both, forKey: .both)
    try container.encode(statistics.onlyFirstReached, forKey: .onlyFirstReached)
    try container.encode(statistics.onlySecondReached, forKey: .onlySecondReached)
    try container.encode(statistics.neitherReached, forKey: .neitherReached)
    try container.encode(statistics.oneSided, forKey: .oneSided)
  }

  private var numbers: (median: Double?, lower: Double?, upper: Double?) {
    switch difference {
    case .median(let median, let interval): (median, interval.lower, interval.upper)
    case .few(let median, _, _): (median, nil, nil)
    case .constant(let value): (value, value, value)
    case .equal: (0, 0, 0)
    case .single(let value): (value, nil, nil)
    case .reachedUnequally, .neverReached, .unknown: (nil, nil, nil)
    }
  }
}

extension Difference {
  /// What kind of difference it is, as a stable name.
  fileprivate var kind: String {
    switch self {
    case .median: "median"
    case .few: "few"
    case .constant: "constant"
    case .equal: "equal"
    case .single: "single"
    case .reachedUnequally: "reached_unequally"
    case .neverReached: "never_reached"
    case .unknown: "unknown"
    }
  }
}
