import BookingCore
import Experiments
import Results
import SimulationHarness

/// What a check is asked to do, read and found to fit together before anything is run.
struct CheckInputs {
  /// nil when none is named.
  let baseline: BaselineFile?
  let study: CheckStudy
  /// Whether the runs are held against the baseline, rather than taken over or compared.
  let isGate: Bool
  /// Scenarios that the baseline does not have.
  let gaps: [BaselineGap]
  /// The command that shows what an update would change.
  let diff: CheckCommandLine?

  private let isDiff: Bool
  private let against: RecordedResultFile?

  init(_ command: CheckCommand) throws(CommandEnd) {
    against = try command.against.map { path throws(CommandEnd) in try RecordedResultFile(path: path) }
    baseline = try command.baseline.map { path throws(CommandEnd) in
      try BaselineFile(path: path, isUpdated: command.update)
    }
    isDiff = command.diff
    isGate = !command.update && !command.diff && against == nil
    let known = baseline?.baseline ?? against?.result
    let subjects = CheckSubjects(
      named: command.scenarios,
      known: known,
      place: (baseline?.path ?? against?.path).map(ScenarioPlace.init)
    )
    let found = try subjects.all()
    let selection = CheckPlan.Selection(
      designs: try command.designs.map { names throws(CommandEnd) in try Input.productDesigns(names) },
      seeds: command.seeds?.seeds
    )
    let plan: CheckPlan
    do { plan = try CheckPlan(found, selection, baseline: known, isJudged: isGate) } catch {
      throw .badInput(error.description)
    }
    for entry in plan.entries {
      guard let objection = entry.subject.objection else { continue }
      throw .badInput("\(entry.cell.design) cannot be right in \(entry.cell.scenario): \(objection)")
    }
    gaps = isGate ? subjects.gaps(found) : []
    study = CheckStudy(plan)
    let objection = baseline.flatMap { file in
      BaselineUpdate.objection(to: plan.cells, in: file.baseline, modelRevision: ScenarioRun.modelRevision)
    }
    if let objection, let baseline, command.update || command.diff {
      throw .badInput("\(baseline.path): \(objection).")
    }
    diff = command.baseline.map { path in
      // What an update refuses as a part it takes over as a whole.
      guard objection == nil else { return CheckCommandLine(baseline: path, flag: .diff) }
      return CheckCommandLine(
        scenarios: command.scenarios,
        designs: selection.designs ?? [],
        seeds: selection.seeds,
        baseline: path,
        flag: .diff
      )
    }
  }

  /// The runs beside what they are compared with; nil of a check that compares nothing.
  func comparison(of result: CheckResult) -> CheckComparison? {
    if let against {
      let tolerances = baseline?.baseline?.tolerances ?? [:]
      return CheckComparison(result, against: against.result, at: against.path, tolerances: tolerances)
    }
    guard isDiff, let baseline, let old = baseline.baseline else { return nil }
    return CheckComparison(result, updating: old, at: baseline.path)
  }
}
