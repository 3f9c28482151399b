import Experiments
import Findings
import Foundation
import Reports
import Settings

/// The file of a baseline, read before anything is run and written after.
struct BaselineFile {
  private let path: String
  /// nil when the file is not there yet.
  let baseline: Baseline?
  private let output: OutputFile?

  /// - Parameter isUpdated: whether the file may be missing, and must be writable.
  init(path: String, isUpdated: Bool) throws(CommandEnd) {
    self.path = path
    output = isUpdated ? try OutputFile(path) : nil
    guard FileManager.default.fileExists(atPath: path) else {
      guard isUpdated else {
        throw .badInput("\(path): there is no such file; expected a baseline. Write it with --update.")
      }
      baseline = nil
      return
    }
    let text = try Input.text(path, "a baseline, as check --update writes it")
    do { baseline = try Baseline(text: text, file: path) } catch { throw .badInput(error.description) }
  }

  /// Takes the results over, unless they are of runs that no program should be held against.
  ///
  /// - Parameter isQuiet: whether what has changed is only a remark, for the result is read by a program.
  func update(with result: CheckResult, _ surroundings: CheckSurroundings, isQuiet: Bool) throws(CommandEnd) {
    guard result.isFitForBaseline else {
      surroundings.remark("\(path) is left as it was: runs are not sound or do not repeat; repair that first.\n")
      return
    }
    let update = BaselineUpdate(of: baseline, with: result)
    try output?.write(update.baseline.text)
    let changes = BaselineChanges.text(update.changes, path: path)
    if isQuiet { surroundings.remark(changes) } else { surroundings.write(changes) }
  }
}
