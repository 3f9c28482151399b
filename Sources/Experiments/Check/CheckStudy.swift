import DeterministicRuntime
import Measures
package import Results
import SimulationHarness

/// Does the runs of a check, on all cores, and judges them.
package struct CheckStudy: Sendable {
  /// One run to do.
  private struct Unit {
    let entry: CheckPlan.Entry
    let seed: UInt64
    /// Whether only its digest matters, for it was run before.
    let isRepetition: Bool

    var name: CheckTimes.Run {
      CheckTimes.Run(
        scenario: entry.cell.scenario,
        design: entry.cell.design,
        seed: seed,
        isRepetition: isRepetition
      )
    }
  }

  private let plan: CheckPlan
  private let units: [Unit]

  package init(_ plan: CheckPlan) {
    self.plan = plan
    // The first seed of each cell once more: whether a program is repeatable shows in one run as well as in many.
    units = plan.entries.flatMap { entry in
      entry.cell.seeds.map { Unit(entry: entry, seed: $0, isRepetition: false) }
        + entry.cell.seeds.prefix(1).map { Unit(entry: entry, seed: $0, isRepetition: true) }
    }
  }

  /// How many runs it takes.
  package var runs: Int { units.count }

  /// - Parameters:
  ///   - baseline: the path of the baseline, if the runs are held against one.
  ///   - gaps: what that baseline does not have, besides what the plan says.
  ///   - diff: the command that shows what an update of that baseline would change.
  ///   - finished: called from any thread with how many runs are ready.
  ///   - watch: called from any thread around each run, which it does; measures how long that takes, for example.
  /// - Throws: `CheckRunError` for a run that ended without a result.
  package func result(
    baseline: String? = nil,
    gaps: [BaselineGap] = [],
    diff: CheckCommandLine? = nil,
    finished: @Sendable (Int) -> Void = { _ in },
    watch: @Sendable (CheckTimes.Run, () throws -> CheckedRun) throws -> CheckedRun = { try $1() }
  ) throws -> CheckResult {
    let units = units
    let runs = try SideBySide.map(count: units.count, finished: finished) { index in
      try watch(units[index].name) { try Self.run(units[index]) }
    }
    let judgement = CheckJudgement(tolerances: plan.baseline?.tolerances ?? [:])
    var next = 0
    let cells = plan.entries.map { entry in
      let seeds = entry.cell.seeds.count
      var own = Array(runs[next..<next + seeds])
      if seeds > 0 { own[0].repeatedDigest = runs[next + seeds].digest }
      next += seeds + 1
      return judgement.judge(entry.cell, own)
    }
    return CheckResult(
      cells,
      modelRevision: ScenarioRun.modelRevision,
      baseline: baseline,
      gaps: plan.gaps + gaps,
      diff: diff
    )
  }

  private static func run(_ unit: Unit) throws -> CheckedRun {
    let (entry, cell) = (unit.entry, unit.entry.cell)
    do {
      guard !unit.isRepetition else {
        return CheckedRun(seed: unit.seed, digest: try entry.subject.digest(seed: unit.seed), values: [])
      }
      let needsDemand = cell.thresholds.contains(where: \.measure.needsDemand)
      let run = try entry.subject.run(seed: unit.seed, withDemand: needsDemand)
      return CheckedRun(
        seed: unit.seed,
        digest: run.digest,
        problems: run.problems,
        values: cell.measures.map { $0.value(in: run) },
        thresholdValues: cell.thresholds.map { $0.measure.value(in: run) },
        headline: MeasureSet.headline(of: cell.product).map { $0.value(in: run) }
      )
    } catch {
      throw CheckRunError(replay: cell.replay(seed: unit.seed), reason: "\(error)")
    }
  }
}

/// A run that ended without a result, for the program is at fault.
package struct CheckRunError: Error, Hashable, Sendable, CustomStringConvertible {
  package let replay: String
  package let reason: String

  package var description: String { "\(reason)\nreplay: \(replay)" }
}
