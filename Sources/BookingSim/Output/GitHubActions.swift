import Foundation
import Reports
import Results

/// The job on GitHub that a command is a step of.
struct GitHubActions {
  /// GitHub takes 1 MiB from a step and refuses all of it when it is more: well below, for the step may write more.
  private static let mostSummaryBytes = 512 * 1_024

  /// The file that the summary of the step is appended to.
  private let summaryPath: String?
  private let remark: (String) -> Void

  /// nil anywhere else.
  init?(_ surroundings: CheckSurroundings) {
    guard surroundings.environment["GITHUB_ACTIONS"] == "true" else { return nil }
    summaryPath = surroundings.environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
    remark = surroundings.remark
  }

  /// Annotations on standard error, which the runner reads as well as standard output, and the summary. That they cannot
  /// be written changes nothing of the result.
  ///
  /// - Parameter isQuiet: whether the annotations are left out.
  func report(_ result: CheckResult, isQuiet: Bool) {
    if !isQuiet { remark(WorkflowCommands.text(result)) }
    guard let summaryPath else { return }
    do { try append(result, to: summaryPath) } catch {
      remark("The summary of the job cannot be written to \(summaryPath) (\(error.localizedDescription)).\n")
    }
  }

  private func append(_ result: CheckResult, to path: String) throws {
    if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(fileURLWithPath: path)) }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    let written = try handle.seekToEnd()
    let left = written < UInt64(Self.mostSummaryBytes) ? Self.mostSummaryBytes - Int(written) : 0
    try handle.write(contentsOf: Data(CheckReport(result).summary(limit: left).utf8))
    try handle.close()
  }
}
