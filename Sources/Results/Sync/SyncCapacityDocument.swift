import Measures

/// A search for the capacity of the sync as a document: what JSON says of it. Every key is always there.
package struct SyncCapacityDocument: Encodable {
  private let result: SyncCapacityResult

  package init(_ result: SyncCapacityResult) { self.result = result }

  private enum CodingKeys: String, CodingKey {
    case scenario, objective, tiers, rows, sound
    case scenarioHash = "scenario_hash"
    case modelRevision = "model_revision"
    case mostRecords = "most_records"
    case firstSeed = "first_seed"
    case choosingSeeds = "choosing_seeds"
    case share = "must_hold_share"
  }

  package func encode(to encoder: any Encoder) throws {
    let plan = result.plan
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(plan.scenario, forKey: .scenario)
    try container.encode(plan.scenarioHash, forKey: .scenarioHash)
    try container.encode(plan.modelRevision, forKey: .modelRevision)
    try container.encode(plan.objective, forKey: .objective)
    try container.encode(plan.tiers.map { Tier(tier: $0) }, forKey: .tiers)
    try container.encode(plan.mostRecords, forKey: .mostRecords)
    try container.encode(plan.firstSeed, forKey: .firstSeed)
    try container.encode(plan.choosingSeeds, forKey: .choosingSeeds)
    try container.encode(plan.share, forKey: .share)
    try container.encode(result.isSound, forKey: .sound)
    try container.encode(result.rows.map { Row(row: $0) }, forKey: .rows)
  }

  private struct Tier: Encodable {
    let tier: CapacityPlan.Tier

    private enum CodingKeys: String, CodingKey {
      case name
      case tenSecondLimit = "ten_second_limit"
      case dailyLimit = "daily_limit"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(tier.name, forKey: .name)
      try container.encode(tier.tenSecondLimit, forKey: .tenSecondLimit)
      try container.encode(tier.dailyLimit, forKey: .dailyLimit)
    }
  }

  private struct Row: Encodable {
    let row: SyncCapacityRow

    private enum CodingKeys: String, CodingKey {
      case design, tier, holds, breaking, ceiling, unsound
      case isBound = "is_bound"
      case judges = "judging_seeds"
      case setBy = "ceiling_set_by"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(row.design, forKey: .design)
      try container.encode(row.tier, forKey: .tier)
      try container.encode(row.holding, forKey: .holds)
      try container.encode(row.isOpen, forKey: .isBound)
      try container.encode(row.judges, forKey: .judges)
      try container.encode(row.breaking.map { Breaking(breaking: $0) }, forKey: .breaking)
      try container.encode(row.ceiling, forKey: .ceiling)
      try container.encode(row.bound, forKey: .setBy)
      try container.encode(row.unsound, forKey: .unsound)
    }
  }

  private struct Breaking: Encodable {
    let breaking: SyncCapacityRow.Breaking

    private enum CodingKeys: String, CodingKey { case records, seed, thresholds, replay }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(breaking.records, forKey: .records)
      try container.encode(breaking.seed, forKey: .seed)
      try container.encode(breaking.broken.map { Threshold(broken: $0) }, forKey: .thresholds)
      try container.encode(breaking.replay, forKey: .replay)
    }
  }

  private struct Threshold: Encodable {
    let broken: SyncRow.BrokenThreshold

    private enum CodingKeys: String, CodingKey { case text, got, unit }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      let unit = broken.threshold.measure.unit
      try container.encode(broken.threshold.description, forKey: .text)
      try container.encode(broken.value, forKey: .got)
      try container.encode(unit == .share ? "share" : unit.rawValue, forKey: .unit)
    }
  }
}
