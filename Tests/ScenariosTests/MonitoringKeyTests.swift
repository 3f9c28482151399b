import Fixtures
import Measures
import Monitoring
import Testing

@testable import Scenarios

@Suite("The section monitoring of a scenario file")
struct MonitoringKeyTests {
  /// For each key of an alert a line that gives it another value than it has.
  static let changes = AlertKind.allCases.flatMap { kind -> [(key: String, lines: String)] in
    let (usual, isHigh) = (kind.usual, kind.form.isBadWhenHigh)
    var keys: [(String, String)] = []
    if usual.warning == nil, usual.critical == 1 {
      keys = [("warning", "warning: 1, critical: 2"), ("critical", "critical: 3")]
    } else {
      let warning = usual.warning.map { $0 + (isHigh ? 1 : -1) } ?? (usual.critical ?? 0) - 1
      let critical = usual.critical.map { $0 + (isHigh ? 1 : -1) } ?? (usual.warning ?? 0) + (isHigh ? 2 : -2)
      keys = [("warning", "warning: \(warning)"), ("critical", "critical: \(critical)")]
    }
    keys.append(("for_seconds", "for_seconds: 7"))
    if kind.form.hasWindow { keys.append(("window_seconds", "window_seconds: 7")) }
    if kind.form.value == .share, kind != .processing { keys.append(("at_least", "at_least: 7")) }
    return keys.map { key, text in
      ("monitoring.\(kind.rawValue).\(key)", "monitoring: { \(kind.rawValue): { \(text) } }")
    }
  }

  private func problems(_ lines: String) -> [String] {
    ScenarioText.problems(adding: "monitoring:\n  \(lines)\n")
  }

  @Test("changes what it names, and leaves the documents' thresholds as they are")
  func read() throws {
    let scenario = try ScenarioText.scenario(
      adding: "monitoring:\n  refused_percent: { warning: 2, window_seconds: 30, for_seconds: 5, at_least: 3 }\n"
        + "  slow_seconds: 1.5\n"
    )
    var expected = MonitoringSettings()
    expected.slow = .milliseconds(1_500)
    expected[.refusedShare] = AlertSettings(
      warning: 2,
      critical: 5,
      window: .seconds(30),
      hold: .seconds(5),
      atLeast: 3
    )
    #expect(scenario.monitoring == expected)
  }

  @Test("is in no hash and no canonical text while it says what holds anyhow")
  func absent() throws {
    let plain = try ScenarioText.scenario()
    let explicit = try ScenarioText.scenario(adding: "monitoring:\n  refused_percent: { warning: 1 }\n")
    #expect(explicit.hash == plain.hash)
    #expect(!plain.canonicalText.contains("monitoring"))
  }

  @Test(
    "refuses thresholds and windows of 0, and shares beyond 100 %",
    arguments: [
      ("refused_percent: { warning: 0 }", "monitoring.refused_percent.warning is 0; expected at least 1."),
      ("queue_items: { warning: 0 }", "monitoring.queue_items.warning is 0; expected at least 1."),
      ("refused_percent: { critical: 101 }", "monitoring.refused_percent.critical is 101; expected at most 100."),
      (
        "refused_percent: { window_seconds: 0 }", "monitoring.refused_percent.window_seconds is 0; expected at least 1."
      ),
      ("refused_percent: { at_least: 0 }", "monitoring.refused_percent.at_least is 0; expected at least 1."),
      ("slow_seconds: 0", "monitoring.slow_seconds is 0; expected at least 0.001."),
      ("near_limit_percent: 0", "monitoring.near_limit_percent is 0; expected at least 1."),
    ]
  )
  func zero(_ line: String, _ message: String) {
    let found = problems(line)
    #expect(found.count == 1 && found[0].hasSuffix(message), "\(found)")
  }

  @Test("refuses a critical threshold that is no worse than the warning's, whichever way is bad")
  func order() {
    for (line, part) in [
      (
        "refused_percent: { warning: 5, critical: 5 }",
        "warns at 5 and is critical at 5; expected a critical threshold that is greater"
      ),
      (
        "refused_percent: { warning: 6 }",
        "warns at 6 and is critical at 5; expected a critical threshold that is greater"
      ),
      (
        "ten_second_left_percent: { warning: 5 }",
        "warns at 5 and is critical at 5; expected a critical threshold that is less"
      ),
    ] {
      let found = problems(line)
      #expect(found.count == 1 && found[0].contains(part), "\(found)")
    }
    #expect(problems("refused_percent: { warning: 4 }") == [])
    #expect(problems("ten_second_left_percent: { warning: 6 }") == [])
  }

  @Test("refuses an alert that it does not know, and a window where none decides")
  func unknown() {
    #expect(problems("refused_percentage: { warning: 1 }").first?.contains("refused_percent") == true)
    #expect(problems("queue_items: { window_seconds: 5 }").count == 1)
  }
}
