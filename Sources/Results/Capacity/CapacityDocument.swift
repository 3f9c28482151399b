import Measures
import Statistics

/// What a search for capacity comes to, as a document: what JSON says of it. Every key is always there, and means over
/// runs have six significant digits, as in `ReplicationDocument`.
struct CapacityDocument: Encodable {
  private let plan: Plan
  private let rows: [Row]

  init(_ result: CapacityResult) {
    plan = Plan(result.plan)
    rows = result.rows.map { Row($0, result.plan) }
  }

  private struct Plan: Encodable {
    let plan: CapacityPlan

    init(_ plan: CapacityPlan) { self.plan = plan }

    private enum CodingKeys: String, CodingKey {
      case scenario, path, objective, designs, tiers, axes, visitors, bounds
      case scenarioHash = "scenario_hash"
      case objectiveSource = "objective_source"
      case kneeMeasure = "knee_measure"
      case modelRevision = "model_revision"
      case spanSeconds = "span_seconds"
      case isSpanAssumed = "span_assumed"
      case ownSpanSeconds = "own_span_seconds"
      case otherTrafficPercent = "other_traffic_percent"
      case searchesPerSecond = "searches_per_second"
      case firstSeed = "first_seed"
      case bisectionSeeds = "bisection_seeds"
      case share = "must_hold_share"
      case confidence
      case choosingSeeds = "choosing_seeds"
      case mostJudgingSeeds = "most_judging_seeds"
      case warmUpSeconds = "warm_up_seconds"
      case steadySeconds = "steady_seconds"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(plan.scenario, forKey: .scenario)
      try container.encode(plan.scenarioHash, forKey: .scenarioHash)
      try container.encode(plan.path, forKey: .path)
      try container.encode(plan.modelRevision, forKey: .modelRevision)
      try container.encode(plan.objective, forKey: .objective)
      try container.encode(plan.objectiveSource, forKey: .objectiveSource)
      try container.encode(OrNull(plan.kneeMeasure), forKey: .kneeMeasure)
      try container.encode(plan.designs, forKey: .designs)
      try container.encode(plan.tiers.map { Tier($0) }, forKey: .tiers)
      try container.encode(plan.axes, forKey: .axes)
      try container.encode(plan.visitors, forKey: .visitors)
      try container.encode(plan.bounds, forKey: .bounds)
      try container.encode(plan.spanSeconds, forKey: .spanSeconds)
      try container.encode(plan.isSpanAssumed, forKey: .isSpanAssumed)
      try container.encode(plan.ownSpanSeconds, forKey: .ownSpanSeconds)
      try container.encode(plan.otherTrafficPercent, forKey: .otherTrafficPercent)
      try container.encode(plan.searchesPerSecond, forKey: .searchesPerSecond)
      try container.encode(plan.firstSeed, forKey: .firstSeed)
      try container.encode(plan.bisectionSeeds, forKey: .bisectionSeeds)
      try container.encode(plan.holding.share, forKey: .share)
      try container.encode(plan.holding.confidence, forKey: .confidence)
      try container.encode(plan.holding.choosingSeeds, forKey: .choosingSeeds)
      try container.encode(plan.holding.mostJudgingSeeds, forKey: .mostJudgingSeeds)
      try container.encode(plan.warmUpSeconds, forKey: .warmUpSeconds)
      try container.encode(plan.steadySeconds, forKey: .steadySeconds)
    }
  }

  private struct Tier: Encodable {
    let name: String
    let tenSecondLimit: Int
    let dailyLimit: OrNull<Int>

    init(_ tier: CapacityPlan.Tier) {
      name = tier.name
      tenSecondLimit = tier.tenSecondLimit
      dailyLimit = OrNull(tier.dailyLimit)
    }

    private enum CodingKeys: String, CodingKey {
      case name
      case tenSecondLimit = "ten_second_limit"
      case dailyLimit = "daily_limit"
    }
  }

  private struct Row: Encodable {
    let design: String
    let tier: String
    let axis: LoadAxis
    let holds: OrNull<Double>
    let isBound: Bool
    let confirmed: OrNull<CapacityRow.Confirmation>
    let knee: OrNull<Int>
    let isKneeBound: Bool
    let callsPerBooking: OrNull<Double>
    let breaking: OrNull<BreakingLoad>
    let unsound: [Unsound]

    init(_ row: CapacityRow, _ plan: CapacityPlan) {
      design = row.design
      tier = row.tier
      axis = row.axis
      holds = OrNull(row.holding.map { plan.number(row.axis, $0) })
      isBound = row.isOpen
      confirmed = OrNull(row.confirmed.map(\.rounded))
      knee = OrNull(row.knee)
      isKneeBound = row.isKneeOpen
      callsPerBooking = OrNull(row.callsPerBooking?.rounded(toSignificantDigits: 6))
      breaking = OrNull(row.breaking.map { BreakingLoad($0, load: plan.number(row.axis, $0.load)) })
      unsound = row.unsound.map { Unsound($0, load: plan.number(row.axis, $0.load)) }
    }

    private enum CodingKeys: String, CodingKey {
      case design, tier, axis, holds, confirmed, knee, breaking, unsound
      case isBound = "is_bound"
      case isKneeBound = "knee_is_bound"
      case callsPerBooking = "calls_per_booking"
    }
  }

  private struct Unsound: Encodable {
    let load: Double
    let seed: UInt64
    let problems: [String]
    let replay: String

    init(_ run: CapacityRow.UnsoundRun, load: Double) {
      self.load = load
      seed = run.seed
      problems = run.problems
      replay = run.replay
    }
  }
}

extension CapacityRow.Confirmation {
  fileprivate var rounded: Self { Self(held: held, runs: runs, least: least.rounded(toSignificantDigits: 6)) }
}

/// A load that is too much, in JSON.
private struct BreakingLoad: Encodable {
  let load: Double
  let runs: Int
  let held: Int
  let unsoundRuns: Int
  let thresholds: [Threshold]
  let callsPerBooking: OrNull<Double>
  let causes: CauseNumbers

  init(_ breaking: CapacityRow.Breaking, load: Double) {
    self.load = load
    runs = breaking.runs
    held = breaking.held
    unsoundRuns = breaking.unsoundRuns
    thresholds = breaking.thresholds.map { Threshold($0) }
    callsPerBooking = OrNull(breaking.callsPerBooking?.rounded(toSignificantDigits: 6))
    causes = CauseNumbers(breaking.causes)
  }

  private enum CodingKeys: String, CodingKey {
    case load, runs, held, thresholds, causes
    case unsoundRuns = "unsound_runs"
    case callsPerBooking = "calls_per_booking"
  }

  struct Threshold: Encodable {
    let text: String
    let runs: Int
    /// A number, `"never"` or null.
    let got: MeasureValue
    let unit: String

    init(_ broken: CapacityRow.BrokenThreshold) {
      text = broken.text
      runs = broken.runs
      got = broken.got.number.map { .number($0.rounded(toSignificantDigits: 6)) } ?? broken.got
      unit = broken.unit == .share ? "share" : broken.unit.rawValue
    }
  }
}

/// `Causes` in JSON.
private struct CauseNumbers: Encodable {
  let requests: Double
  let refusals: [String: Double]
  let bindingPolicy: OrNull<String>
  let retryShare: Double
  let demanded: [String: Double]
  let limits: [String: Int]
  let offered: Double
  let confirmed: Double
  let callsPerBooking: Double
  let callMilliseconds: Double
  let passSeconds: [String: Double]

  init(_ causes: Causes) {
    requests = causes.requests.rounded(toSignificantDigits: 6)
    refusals = causes.refusals.mapValues { $0.rounded(toSignificantDigits: 6) }
    bindingPolicy = OrNull(causes.bindingPolicy)
    retryShare = causes.retryShare.rounded(toSignificantDigits: 6)
    demanded = causes.demanded.mapValues { $0.rounded(toSignificantDigits: 6) }
    limits = causes.limits
    offered = causes.offered.rounded(toSignificantDigits: 6)
    confirmed = causes.confirmed.rounded(toSignificantDigits: 6)
    callsPerBooking = causes.callsPerBooking.rounded(toSignificantDigits: 6)
    callMilliseconds = causes.callMilliseconds.rounded(toSignificantDigits: 6)
    passSeconds = causes.passSeconds.mapValues { $0.rounded(toSignificantDigits: 6) }
  }

  private enum CodingKeys: String, CodingKey {
    case requests, refusals, demanded, limits, offered, confirmed
    case bindingPolicy = "binding_policy"
    case retryShare = "retry_share"
    case callsPerBooking = "calls_per_booking"
    case callMilliseconds = "call_ms"
    case passSeconds = "pass_seconds"
  }
}

extension CapacityPlan {
  fileprivate func number(_ axis: LoadAxis, _ load: Int) -> Double {
    axis == .span ? seconds(ofSpan: load) : Double(load)
  }
}

/// A value whose key is there even when it is not.
private struct OrNull<Value: Encodable>: Encodable {
  let value: Value?

  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
