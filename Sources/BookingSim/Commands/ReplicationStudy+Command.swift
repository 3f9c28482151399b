import Experiments
import Reports
import Results

extension ReplicationStudy {
  /// Runs the study, or this machine's part of it.
  ///
  /// - Returns: nil after writing a part.
  func run(_ sharding: ShardOptions, until goal: HalfWidthGoal? = nil) throws -> ReplicationResult? {
    let experiment = plan.experiment
    let replications = replications
    let isPart = try sharding.run(kind, plan: plan, units: experiment.runs, width: experiment.cells.count, "runs") {
      try replications.row($0)
    }
    guard !isPart else { return nil }
    let progress = Progress("runs", of: experiment.runs)
    let fold = try Input.simulate {
      if let goal {
        try replications.fold(pairs: plan.pairs, until: goal, batch: 20, finished: progress.show)
      } else {
        try replications.fold(0..<experiment.runs, into: plan.fold, finished: progress.show)
      }
    }
    progress.end()
    return ReplicationResult(
      kind: kind,
      fold: fold,
      remarks: plan.remarks + remarks(on: goal, fold),
      pivot: plan.pivot
    )
  }

  private func remarks(on goal: HalfWidthGoal?, _ fold: ReplicationFold) -> [String] {
    guard let goal else { return [] }
    let unmet = goal.unmet(fold)
    let asked = "half-width of at most \(goal.text) of the median"
    return unmet.isEmpty
      ? ["every interval has a \(asked) after \(fold.experiment.seeds) replications"]
      : ["after \(fold.experiment.seeds) replications without a \(asked): \(unmet.joined(separator: "; "))"]
  }
}

extension ReplicationResult {
  var report: StudyReport {
    let purpose: StudyReport.Purpose =
      switch kind {
      case .ablation: .ablation
      case .sweep: pivot.map { .pivot($0) } ?? .grid
      case .comparison, .capacity: .comparison
      }
    return StudyReport(fold, purpose, remarks: remarks)
  }
}
