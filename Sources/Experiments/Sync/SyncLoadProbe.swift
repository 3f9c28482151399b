import AccountScenarios
import BulkSync
import Measures
import Results
import SimulatedHubSpot
import SyncScenarios
import SyncSimulation

/// Runs a design of the sync on a tier with numbers of records, and judges the runs by an objective.
final class SyncLoadProbe {
  private let scenario: SyncScenario
  private let design: SyncDesign
  private let tier: CapacityPlan.Tier
  private let thresholds: [Threshold]
  private let plan: SyncCapacityPlan
  private let command: String
  /// By number of records.
  private var made: [Int: SyncData] = [:]
  private(set) var unsound: [String] = []

  /// - Parameter thresholds: those that concern the design.
  init(
    _ scenario: SyncScenario,
    _ design: SyncDesign,
    _ tier: CapacityPlan.Tier,
    _ thresholds: [Threshold],
    _ plan: SyncCapacityPlan,
    command: String
  ) {
    self.scenario = scenario
    self.design = design
    self.tier = tier
    self.thresholds = thresholds
    self.plan = plan
    self.command = command
  }

  /// - Returns: what broke; nil when the run was sound and kept the objective.
  func breaking(_ records: Int, seed: UInt64) throws -> SyncCapacityRow.Breaking? {
    let summary = try SyncRun(scenario(records), design, data(records), seed: seed).summary()
    let row = SyncRow(summary, thresholds)
    guard !row.isSound || !row.broken.isEmpty else { return nil }
    let replay = replay(records, seed: seed)
    if !row.isSound { unsound.append("\(replay): \(row.problems.first ?? "")") }
    return SyncCapacityRow.Breaking(records: records, seed: seed, broken: row.broken, replay: replay)
  }

  /// The most records that the limits let pass within the objective, whoever sends them, and what sets that; nil where no
  /// number is too large for them.
  var ceiling: (records: Int, bound: SyncForecast.Bound)? {
    guard !longest.isEmpty else { return nil }
    // The floor stands for the whole sync: what it breaks, every run breaks.
    func fits(_ records: Int) -> Bool {
      let floor = MeasureValue.number(forecast(records).floor / .seconds(1))
      return longest.allSatisfy { $0.holds(floor) }
    }
    // Beyond this no file is brought to HubSpot within a lifetime.
    var (most, tooMany) = (0, 1)
    while fits(tooMany) {
      guard tooMany < 1 << 40 else { return nil }
      (most, tooMany) = (tooMany, tooMany * 2)
    }
    while tooMany - most > 1 {
      let middle = most + (tooMany - most) / 2
      if fits(middle) { most = middle } else { tooMany = middle }
    }
    return (most, forecast(tooMany).floorBound)
  }

  /// What the objective says of the longest time.
  private var longest: [Threshold] {
    thresholds.filter { $0.measure.metric.name == "duration" && [.below, .atMost].contains($0.comparison) }
  }

  /// Whether a run of so many records is one that anybody would wait for, as of a scenario.
  func isReasonable(_ records: Int) -> Bool {
    let forecast = forecast(records)
    return SyncForecast.objection(to: design.name, calls: forecast.calls, daily: tier.dailyLimit) == nil
  }

  private func scenario(_ records: Int) -> SyncScenario {
    scenario.with(records: records, tenSecondLimit: tier.tenSecondLimit, dailyLimit: tier.dailyLimit)
  }

  private func data(_ records: Int) -> SyncData {
    if let data = made[records] { return data }
    guard case .sample(let sample) = scenario(records).source else { preconditionFailure("records of its own") }
    let data = SyncData(sample)
    // One number is run after the other: what is not asked for any more is let go.
    made = [records: data]
    return data
  }

  private func forecast(_ records: Int) -> SyncForecast {
    guard case .sample(let sample) = scenario(records).source else { preconditionFailure("records of its own") }
    return SyncForecast(
      design,
      sample.work(design, removal: scenario.sync.removal),
      limits: SyncForecast.Limits(scenario(records).account),
      time: { _, _ in .zero }
    )
  }

  private func replay(_ records: Int, seed: UInt64) -> String {
    let daily = tier.dailyLimit.map(String.init) ?? "off"
    return "\(command) --set source.records=\(records) --set hubspot.ten_second_limit=\(tier.tenSecondLimit)"
      + " --set hubspot.daily_limit=\(daily) --designs \(design.name) --seed \(seed)"
  }
}

extension SyncForecast {
  /// What sets the floor, the workers left out.
  fileprivate var floorBound: Bound { bound == .workers ? .nothing : bound }
}

extension SyncSourceSettings.Sample {
  /// What a design sends of these records.
  fileprivate func work(_ design: SyncDesign, removal: SyncSettings.Removal) -> SyncForecast.Work {
    func share(_ percent: Double?) -> Int { Int(((percent ?? 0) / 100 * Double(records)).rounded()) }
    var work = SyncForecast.Work()
    guard isIncremental else {
      work.creates = records
      return work
    }
    let (changed, added, removed) = (share(changedPercent), share(addedPercent), share(removedPercent))
    work.creates = added
    switch design.delta {
    case .everything: work.updates = records - removed
    case .checksums:
      work.updates = changed
      work.archives = removal == .archive ? removed : 0
    }
    return work
  }
}
