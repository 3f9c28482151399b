import Fixtures
import Testing

@testable import Scenarios

@Suite("The keys of a scenario file")
struct ScenarioKeyTests {
  @Test(
    "that are not known are refused, with the nearest known name or the place where they belong",
    arguments: [
      ("portal: { exam: 10 }", "5: portal.exam is not a known key. Did you mean exams?"),
      ("portals: { exams: 10 }", "5: portals is not a known key. Did you mean portal?"),
      ("hubspot: { teir: starter }", "5: hubspot.teir is not a known key. Did you mean tier?"),
      ("core: { sigma: 0 }", "5: core.sigma is not a known key here; it belongs in hubspot.latency."),
      ("exam_choice: uniform", "5: exam_choice is not a known key here; it belongs in load."),
      (
        "store: { zebra: 1 }",
        "5: store.zebra is not a known key; known here are command_ms."
      ),
    ]
  )
  func unknown(line: String, problem: String) {
    #expect(ScenarioText.problems(adding: line + "\n") == [problem])
  }

  @Test("of one kind of arrivals do not go with another kind")
  func foreign() {
    #expect(
      ScenarioText.problems(arrivals: "{ users: 10, within_seconds: 1, duration_seconds: 5 }") == [
        "4: load.arrivals.duration_seconds is not a known key; known here are users, within_seconds, stagger_us."
      ]
    )
  }

  @Test("that are required are named when they are missing, all of them")
  func missing() {
    #expect(
      ScenarioText.problems(of: "portal: { exams: 5 }\n") == [
        "1: load is missing; expected a mapping.",
        "1: scenario_version is missing; expected a whole number.",
        "1: summary is missing; expected a line of text.",
      ]
    )
    #expect(
      ScenarioText.problems(of: "scenario_version: 1\nsummary: A test\nload: {}\n") == [
        "3: load.arrivals is missing; expected a mapping with users, rate_per_second, poisson_per_second, "
          + "ramp_from_per_second or phases."
      ]
    )
  }

  @Test("that are given twice are refused with both lines, and the rest is still judged")
  func repeated() {
    let lines = """
      portal:
        exams: 5
        credits_per_type: 1
        exams: 6
        credits_per_type: -1
      store: { command_ms: 1, "command_ms": 2 }
      portal: { exams: 0 }
      core: { instances: 0 }

      """
    #expect(
      ScenarioText.problems(adding: lines) == [
        "8: portal.exams is given again; it stands in line 6 already.",
        "9: portal.credits_per_type is given again; it stands in line 7 already.",
        "10: store.command_ms is given again; it stands in line 10 already.",
        "11: portal is given again; it stands in line 5 already.",
        "12: core.instances is 0; expected at least 1.",
      ]
    )
  }

  @Test("may be given three times, with letters of any kind before them")
  func repeatedOften() {
    let lines = "# Prüfungen 📚\r\nportal: { exams: 1, exams: 2, exams: 3 }\r\nstore: { ü: 1, ü: 2 }\r\n"
    #expect(
      ScenarioText.problems(adding: lines) == [
        "6: portal.exams is given again; it stands in line 6 already.",
        "6: portal.exams is given again; it stands in line 6 already.",
        "7: store.ü is given again; it stands in line 7 already.",
        "7: store.ü is not a known key; known here are command_ms.",
      ]
    )
  }

  @Test("are words")
  func odd() {
    #expect(ScenarioText.problems(adding: "? [a]\n: 1\n") == ["5: has a list as a key; expected a word."])
  }

  @Test("are judged all at once, in the order of the lines")
  func severalProblems() {
    let text = """
      scenario_version: 3
      summary: 5
      load:
        arrivals:
          users: 0
          within_seconds: soon
        exam_choice: random
        visiters: {}
      hubspot:
        index_lag_seconds: -1
      core:
        queue_batch: 0
        nonsense: 1

      """
    #expect(
      ScenarioText.problems(of: text) == [
        "1: scenario_version is 3; expected at most 1.",
        "2: summary is 5; expected a text: put it in quotes.",
        "5: load.arrivals.users is 0; expected at least 1.",
        "6: load.arrivals.within_seconds is \"soon\"; expected a number in plain decimal digits.",
        "7: load.exam_choice is \"random\"; expected uniform or round_robin.",
        "8: load.visiters is not a known key. Did you mean visitors?",
        "10: hubspot.index_lag_seconds is -1; expected at least 0.",
        "12: core.queue_batch is 0; expected at least 1.",
        "13: core.nonsense is not a known key; known here are \(Self.coreKeys.joined(separator: ", ")).",
      ]
    )
  }

  /// The keys right below `core`.
  private static var coreKeys: [String] {
    ScenarioSchema.keys.filter { $0.hasPrefix("core.") }.reduce(into: []) { names, key in
      let name = String(key.dropFirst(5).prefix { $0 != "." })
      if !names.contains(name) { names.append(name) }
    }
  }
}
