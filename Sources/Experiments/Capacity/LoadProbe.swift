import BookingCore
import Findings
import Measurements
import Measures
import SimulationHarness

/// Runs one design on one tier at loads of one axis and judges the runs by the objective.
struct LoadProbe: LoadJudge {
  private let study: CapacityStudy
  private let design: Design
  private let tier: CapacityPlan.Tier
  private let axis: LoadAxis
  private let thresholds: [Threshold]

  init(_ study: CapacityStudy, _ design: Design, _ tier: CapacityPlan.Tier, _ axis: LoadAxis) {
    self.study = study
    self.design = design
    self.tier = tier
    self.axis = axis
    thresholds = study.thresholds(axis, for: design)
  }

  private func run(_ load: Int, seed: UInt64, withDemand: Bool = false) throws -> MeasuredRun {
    try ScenarioRun(study.scenario(axis, load, on: tier), design, seed: seed).measured(withDemand: withDemand)
  }

  private func holds(_ run: MeasuredRun) -> Bool { run.summary.isSound && thresholds.allSatisfy { $0.holds(in: run) } }

  /// Runs seeds until it is certain.
  func holds(_ load: Int, seeds: Int, mustHold: Int) throws -> Bool {
    var broken = 0
    for seed in 0..<seeds {
      if try !holds(run(load, seed: study.plan.firstSeed + UInt64(seed))) { broken += 1 }
      if broken > seeds - mustHold { return false }
    }
    return true
  }

  func count(_ load: Int, seeds: Int) throws -> LoadCount {
    var (held, calls, unsound): (Int, [Double], [UInt64]) = (0, [], [])
    for seed in 0..<seeds {
      let run = try run(load, seed: study.plan.firstSeed + UInt64(seed))
      if holds(run) { held += 1 }
      if let perBooking = run.summary.hubSpot.callsPerBooking { calls.append(perBooking) }
      if !run.summary.isSound { unsound.append(run.summary.seed) }
    }
    return LoadCount(held: held, callsPerBooking: Self.mean(calls), unsound: unsound)
  }

  func breaking(_ load: Int, seeds: Int) throws -> CapacityRow.Breaking {
    var (broken, values, calls): ([CapacityRow.BrokenThreshold], [[MeasureValue]], [Double]) = ([], [], [])
    for seed in 0..<seeds {
      let run = try run(load, seed: study.plan.firstSeed + UInt64(seed), withDemand: true)
      values.append(MeasureSet.causes.map { $0.value(in: run) })
      if let perBooking = run.summary.hubSpot.callsPerBooking { calls.append(perBooking) }
      for threshold in thresholds { take(threshold, in: run, &broken) }
    }
    let limits = study.scenario(axis, load, on: tier).limitCounts
    return CapacityRow.Breaking(
      load: load,
      runs: seeds,
      thresholds: broken,
      callsPerBooking: Self.mean(calls),
      causes: Causes(values, limits: limits)
    )
  }

  private func take(_ threshold: Threshold, in run: MeasuredRun, _ broken: inout [CapacityRow.BrokenThreshold]) {
    let value = threshold.measure.value(in: run)
    guard !threshold.holds(value) else { return }
    if let index = broken.firstIndex(where: { $0.text == threshold.description }) {
      broken[index].runs += 1
    } else {
      broken.append(.init(text: threshold.description, runs: 1, got: value, unit: threshold.measure.unit))
    }
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// Averaged over seeds.
  func timeToBooking(_ load: Int, seeds: Int) throws -> Double {
    var sum = 0.0
    for seed in 0..<seeds {
      let run = try run(load, seed: study.plan.firstSeed + UInt64(seed))
      sum += Self.time.value(in: run).number ?? .infinity
    }
    return sum / Double(seeds)
  }

  private static let time: Measure = {
    do { return try Measure(parsing: "time_to_booking p(95)") } catch { preconditionFailure("\(error)") }
  }()
}
