import Experiments
import Settings
import SimulationHarness

/// The file of another check's result, read before anything is run.
struct RecordedResultFile {
  let path: String
  /// What that check got, in the form of a baseline.
  let result: Baseline

  init(path: String) throws(CommandEnd) {
    self.path = path
    let text = try Input.text(path, "the result of another check, as check --format json writes it")
    do {
      result = try RecordedResult.baseline(text, file: path, modelRevision: ScenarioRun.modelRevision)
    } catch { throw .badInput(error.description) }
  }
}
