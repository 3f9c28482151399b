package import Settings

@testable package import Scenarios

/// A scenario text that reads as `text.with(...)`: the least that a file must have, and what a test adds.
///
/// Its lines are: 1 the version, 2 the summary, 3 `load:`, 4 the arrivals; additions begin at line 5.
package enum ScenarioText {
  package static let least = """
    scenario_version: 1
    summary: A test
    load:
      arrivals: { users: 10, within_seconds: 1 }

    """

  package static func parse(_ text: String) throws(SettingsProblems) -> Scenario {
    try ScenarioFile.parse(text: text, fileName: "scenarios/test.yaml")
  }

  /// The scenario of the least text and what is added to it.
  package static func scenario(adding lines: String = "") throws(SettingsProblems) -> Scenario {
    try parse(least + lines)
  }

  /// Whatever is wrong with a text, one problem a line; empty when nothing is.
  package static func problems(of text: String) -> [String] {
    do {
      _ = try parse(text)
      return []
    } catch {
      return error.problems.map { String(describing: $0).replacing("scenarios/test.yaml:", with: "") }
    }
  }

  package static func problems(adding lines: String) -> [String] { problems(of: least + lines) }

  /// The same for other arrivals, in line 4.
  package static func problems(arrivals: String) -> [String] {
    problems(of: "scenario_version: 1\nsummary: A test\nload:\n  arrivals: \(arrivals)\n")
  }
}
