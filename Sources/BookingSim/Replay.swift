import Findings
import Measurements

/// The command that repeats a run, as this user would type it.
struct Replay {
  let scenario: String
  /// nil for the scenario's own number.
  var instances: Int?
  /// Keys set on the command line.
  var settings: [String] = []

  /// A summary that says so.
  func inscribed(_ summary: RunSummary) -> RunSummary {
    var summary = summary
    let instances = instances.map { " --instances \($0)" } ?? ""
    let settings = settings.map { " --set " + ShellWord.quoted($0) }.joined()
    summary.replay =
      "booking-sim run \(ShellWord.quoted(scenario)) --design \(summary.design)\(settings) --seed \(summary.seed)"
      + instances
    return summary
  }
}
