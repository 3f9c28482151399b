import Measures
import Statistics

/// One measure of one cell in JSON: every key is always there.
struct MeasureNumbers: Encodable {
  private let unit: MeasureUnit
  private let statistics: MeasureStatistics
  private let pooled: Double?

  init(_ measure: Measure, _ statistics: MeasureStatistics, pool: LatencyPool?) {
    self.init(measure.unit, statistics, pooled: pool?.value(measure.aggregate).number)
  }

  /// - Parameter pooled: over the observations of all runs together.
  init(_ unit: MeasureUnit, _ statistics: MeasureStatistics, pooled: Double?) {
    self.unit = unit
    self.statistics = statistics
    self.pooled = pooled
  }

  private enum CodingKeys: String, CodingKey {
    case unit, kind, median, mean, least, greatest, pooled
    case lower = "lower_95"
    case upper = "upper_95"
    case upperShareOfRuns = "share_of_runs_upper_95"
    case runsNotReached = "runs_not_reached"
    case runsWithoutValue = "runs_without_value"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let estimate = statistics.estimate
    try container.encode(unit == .share ? "share" : unit.rawValue, forKey: .unit)
    try container.encode(estimate.kind, forKey: .kind)
    try container.encode(estimate.value?.rounded(toSignificantDigits: 6), forKey: .median)
    try container.encode(estimate.interval?.lower.rounded(toSignificantDigits: 6), forKey: .lower)
    try container.encode(estimate.interval?.upper.rounded(toSignificantDigits: 6), forKey: .upper)
    try container.encode(estimate.upperShareOfRuns?.rounded(toSignificantDigits: 6), forKey: .upperShareOfRuns)
    let mean = statistics.never > 0 ? nil : statistics.moments.mean
    try container.encode(mean?.rounded(toSignificantDigits: 6), forKey: .mean)
    try container.encode(statistics.moments.least, forKey: .least)
    try container.encode(statistics.moments.greatest, forKey: .greatest)
    try container.encode(pooled, forKey: .pooled)
    try container.encode(statistics.never, forKey: .runsNotReached)
    try container.encode(statistics.missing, forKey: .runsWithoutValue)
  }
}
