import BookingCore
import Measures
import Results
import SimulationHarness
import Statistics

/// Runs one design on one tier at loads of one axis and judges the runs by the objective. A run that it made once it
/// does not make again.
final class LoadProbe: LoadJudge {
  private let study: CapacityStudy
  private let design: Design
  private let tier: CapacityPlan.Tier
  private let axis: LoadAxis
  private let thresholds: [Threshold]
  /// By load, for the seeds that choose, from the first on.
  private var choosing: [Int: [JudgedRun]] = [:]
  /// By load, for the seeds that judge, from the first on.
  private var judging: [Int: [JudgedRun]] = [:]

  /// What is kept of a run.
  private struct JudgedRun {
    /// In the order of the thresholds.
    let values: [MeasureValue]
    let holds: Bool
    let callsPerBooking: Double?
    /// What knees are told by, in milliseconds; infinite when it is not reached, nil when there is nothing to tell by.
    let kneeTime: Double?
    /// nil when the run was sound.
    let unsound: CapacityRow.UnsoundRun?
  }

  init(_ study: CapacityStudy, _ design: Design, _ tier: CapacityPlan.Tier, _ axis: LoadAxis) {
    self.study = study
    self.design = design
    self.tier = tier
    self.axis = axis
    thresholds = study.thresholds(axis, for: design)
  }

  /// Runs seeds until it is certain.
  func keeps(_ load: Int, seeds: Int, mustHold: Int) throws -> Bool {
    var broken = 0
    for seed in 0..<seeds {
      if try !chosen(load, seed).holds { broken += 1 }
      if broken > seeds - mustHold { return false }
    }
    return true
  }

  func passes(_ load: Int, _ test: SequentialTest) throws -> Bool {
    var (kept, trials) = (0, 0)
    while true {
      if try judged(load, trials).holds { kept += 1 }
      trials += 1
      switch test.verdict(kept: kept, trials: trials) {
      case .passed: return true
      case .refused: return false
      case .open: continue
      }
    }
  }

  func judged(_ load: Int) -> LoadCount {
    let runs = judging[load] ?? []
    return LoadCount(
      runs: runs.count,
      held: runs.count(where: \.holds),
      callsPerBooking: Self.mean(runs.compactMap(\.callsPerBooking))
    )
  }

  func breaking(_ load: Int) throws -> CapacityRow.Breaking {
    // The verdict may have fallen with the first seeds; a few more show better what breaks.
    let few = study.plan.bisectionSeeds
    _ = try judged(load, few - 1)
    let runs = judging[load] ?? []
    // The demand takes a second run each: those few, and as far as the first that broke, tell the cause.
    let explained = max((runs.firstIndex { !$0.holds } ?? 0) + 1, few)
    let values = try (0..<explained).map { seed in
      let run = try run(load, seed: judgingSeed(seed), withDemand: true)
      return MeasureSet.causes.map { $0.value(in: run) }
    }
    return CapacityRow.Breaking(
      load: load,
      runs: runs.count,
      held: runs.count(where: \.holds),
      unsoundRuns: runs.count { $0.unsound != nil },
      thresholds: broken(runs),
      callsPerBooking: Self.mean(runs.compactMap(\.callsPerBooking)),
      causes: try Causes(values, limits: study.scenario(axis, load, on: tier).limitCounts)
    )
  }

  /// Averaged over seeds.
  func kneeTime(_ load: Int, seeds: Int) throws -> Double? {
    try (0..<seeds).reduce(0 as Double?) { sum, seed in
      guard let sum, let time = try chosen(load, seed).kneeTime else { return nil }
      return sum + time / Double(seeds)
    }
  }

  var unsound: [CapacityRow.UnsoundRun] {
    let all = choosing.merging(judging) { $0 + $1 }
    return all.sorted { $0.key < $1.key }.flatMap { $0.value.compactMap(\.unsound) }
  }

  // MARK: Runs

  private func run(_ load: Int, seed: UInt64, withDemand: Bool = false) throws -> MeasuredRun {
    let withDemand = withDemand || thresholds.contains(where: \.measure.needsDemand)
    return try ScenarioRun(study.scenario(axis, load, on: tier), design, seed: seed).measured(withDemand: withDemand)
  }

  /// - Parameter seed: counted from the first that chooses.
  private func chosen(_ load: Int, _ seed: Int) throws -> JudgedRun {
    try grown(&choosing[load, default: []], load, seed) { study.plan.firstSeed + UInt64($0) }
  }

  /// - Parameter seed: counted from the first that judges.
  private func judged(_ load: Int, _ seed: Int) throws -> JudgedRun {
    try grown(&judging[load, default: []], load, seed, judgingSeed)
  }

  private func grown(_ runs: inout [JudgedRun], _ load: Int, _ seed: Int, _ number: (Int) -> UInt64) throws -> JudgedRun
  {
    while runs.count <= seed { runs.append(judge(try run(load, seed: number(runs.count)), load)) }
    return runs[seed]
  }

  /// Those that judge follow on all that may choose.
  private func judgingSeed(_ number: Int) -> UInt64 {
    let choosing = max(study.plan.holding.choosingSeeds, study.plan.bisectionSeeds)
    return study.plan.firstSeed + UInt64(choosing + number)
  }

  private func judge(_ run: MeasuredRun, _ load: Int) -> JudgedRun {
    let (summary, values) = (run.summary, thresholds.map { $0.measure.value(in: run) })
    let keeps = zip(thresholds, values).allSatisfy { $0.holds($1) }
    return JudgedRun(
      values: values,
      holds: summary.isSound && keeps,
      callsPerBooking: summary.hubSpot.callsPerBooking,
      kneeTime: study.knee.map { $0.value(in: run).number ?? .infinity },
      unsound: summary.isSound ? nil : unsoundRun(summary, load)
    )
  }

  private func unsoundRun(_ summary: RunSummary, _ load: Int) -> CapacityRow.UnsoundRun {
    .init(
      load: load,
      seed: summary.seed,
      problems: summary.audit.map { "\($0.kind.rawValue): \($0.detail)" }
        + summary.leftovers.map { "not at rest: \($0)" },
      replay: study.replay(design, axis, load, on: tier, seed: summary.seed)
    )
  }

  private func broken(_ runs: [JudgedRun]) -> [CapacityRow.BrokenThreshold] {
    thresholds.indices.compactMap { index in
      let (threshold, values) = (thresholds[index], runs.map { $0.values[index] })
      let broken = values.filter { !threshold.holds($0) }
      return broken.first.map {
        .init(text: threshold.description, runs: broken.count, got: $0, unit: threshold.measure.unit)
      }
    }
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
