import ArgumentParser
import Experiments
import Foundation
import Reports
import Results

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Joins the shards of a comparison, a sweep or a capacity search into what one machine would have printed."
  )

  @Argument(help: "The files that --shard has written, all of them, in any order.", completion: .file())
  var files: [String]

  @Option(help: "How the result is written.")
  var format = ReportView<StudyReport>.text

  @OptionGroup var sight: ChartedSight

  func run() throws {
    var texts: [(path: String, text: String)] = []
    for path in files { texts.append((path, try Input.text(path, "a shard"))) }
    do {
      let merge = try ShardMerge(texts)
      switch merge.kind {
      case .comparison, .ablation, .sweep: try end(try replications(merge))
      case .capacity: try end(try capacity(merge))
      }
    } catch let error as ShardMergeError {
      throw CommandEnd.badInput(error.description)
    }
  }

  private func replications(_ merge: ShardMerge) throws(ShardMergeError) -> ReplicationResult {
    let plan = try merge.plan(ReplicationStudy.Plan.self)
    var fold = plan.fold
    try merge.forEachRow(RunRow.self) { fold.add($0) }
    return ReplicationResult(kind: merge.kind, fold: fold, remarks: plan.remarks, pivot: plan.pivot)
  }

  private func capacity(_ merge: ShardMerge) throws(ShardMergeError) -> CapacityResult {
    let plan = try merge.plan(CapacityPlan.self)
    var rows: [CapacityRow] = []
    try merge.forEachRow(CapacityRow.self) { rows.append($0) }
    return CapacityResult(plan, rows)
  }

  private func end(_ result: ReplicationResult) throws {
    Console.standard.write(try result.report.written(as: format, sight.layout))
    if !result.fold.isSound { throw CommandEnd.unsound }
  }

  private func end(_ result: CapacityResult) throws {
    Console.standard.write(try CapacityReport(result).written(as: format.of(CapacityReport.self), sight.layout))
    if !result.isSound { throw CommandEnd.unsound }
  }
}
