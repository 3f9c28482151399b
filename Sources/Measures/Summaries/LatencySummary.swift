/// What a report says about a latency, in milliseconds. A percentile that falls among those who never got there is nil
/// while `count + never` is not 0.
package struct LatencySummary: Hashable, Sendable, Codable {
  package let count: Int
  /// How many never got there.
  package let never: Int
  package let mean: Double?
  package let p50: Double?
  package let p90: Double?
  package let p95: Double?
  package let p99: Double?
  package let max: Double?

  package init(
    count: Int,
    never: Int,
    mean: Double?,
    p50: Double?,
    p90: Double?,
    p95: Double?,
    p99: Double?,
    max: Double?
  ) {
    self.count = count
    self.never = never
    self.mean = mean
    self.p50 = p50
    self.p90 = p90
    self.p95 = p95
    self.p99 = p99
    self.max = max
  }

  /// What measures say of the same lengths of time.
  package init(_ durations: Durations) {
    let percentiles = durations.percentiles([50, 90, 95, 99]).map(\.number)
    self.init(
      count: durations.nanoseconds.count,
      never: durations.never,
      mean: durations.value(.average).number,
      p50: percentiles[0],
      p90: percentiles[1],
      p95: percentiles[2],
      p99: percentiles[3],
      max: durations.value(.greatest).number
    )
  }

  package enum CodingKeys: String, CodingKey {
    case count, never
    case mean = "mean_ms"
    case p50 = "p50_ms"
    case p90 = "p90_ms"
    case p95 = "p95_ms"
    case p99 = "p99_ms"
    case max = "max_ms"
  }

  /// A percentile that was not reached is written as null, so that every key is always there.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    try container.encode(never, forKey: .never)
    try container.encode(mean, forKey: .mean)
    try container.encode(p50, forKey: .p50)
    try container.encode(p90, forKey: .p90)
    try container.encode(p95, forKey: .p95)
    try container.encode(p99, forKey: .p99)
    try container.encode(max, forKey: .max)
  }
}
