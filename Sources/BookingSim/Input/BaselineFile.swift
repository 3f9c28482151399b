import Experiments
import Foundation
import Reports
import Results
import Settings

/// The file of a baseline, read before anything is run and written after.
struct BaselineFile {
  let path: String
  /// nil when the file is not there yet.
  let baseline: Baseline?
  private let output: OutputFile?

  /// Where it is told what an update has changed.
  enum Telling {
    case asResult
    /// For the result is read by a program.
    case asRemark
    case nowhere
  }

  /// - Parameter isUpdated: whether the file may be missing, and must be writable.
  init(path: String, isUpdated: Bool) throws(CommandEnd) {
    self.path = path
    output = isUpdated ? try OutputFile(path) : nil
    guard output?.isFile ?? true else {
      throw .badInput("\(path) is a pipe or a device; expected with --update a file, which can be read again.")
    }
    baseline = try Self.read(path)
    guard baseline != nil || isUpdated else {
      throw .badInput("\(path): there is no such file; expected a baseline. Write it with --update.")
    }
  }

  /// Takes the results over, unless they are of runs that no program should be held against. Whatever another update has
  /// written meanwhile stays in.
  ///
  func update(with result: CheckResult, _ surroundings: CheckSurroundings, told: Telling) throws(CommandEnd) {
    guard let output, let directory = output.directory else { return }
    guard result.isFitForBaseline else {
      surroundings.remark("\(path) is left as it was: runs are not sound or do not repeat; repair that first.\n")
      return
    }
    // Held from here to the rename, and let go with the process at the latest.
    let lock = try DirectoryLock(directory)
    defer { lock.release() }
    let current = try Self.read(path)
    let cells = result.cells.map(\.cell)
    if let objection = BaselineUpdate.objection(to: cells, in: current, modelRevision: result.modelRevision) {
      throw .badInput("\(path) has changed during the runs, and is left as it is: \(objection).")
    }
    let update = BaselineUpdate(of: current, with: result)
    try output.write(update.baseline.text)
    let changes = BaselineChanges.content(update.changes, path: path).text(.plain)
    switch told {
    case .asResult: surroundings.write(changes)
    case .asRemark: surroundings.remark(changes)
    case .nowhere: break
    }
  }

  private static func read(_ path: String) throws(CommandEnd) -> Baseline? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let text = try Input.text(path, "a baseline, as check --update writes it")
    do { return try Baseline(text: text, file: path) } catch { throw .badInput(error.description) }
  }
}
