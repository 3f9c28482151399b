import Fixtures
import Testing

@testable import Scenarios

@Suite("The thresholds of a scenario")
struct ScenarioThresholdTests {
  private func thresholds(_ lines: String) throws -> [String] {
    try ScenarioText.scenario(adding: "thresholds:\n" + lines).thresholds.map { "\($0)" }
  }

  @Test("are read in k6's form, one or several behind a metric, with tags and windows")
  func forms() throws {
    let lines = """
        success: rate > 99%
        time_to_booking: [ "p(99) < 120 s", med < 60000 ]
        "share_429{design:phase2}": rate < 70%
        "hubspot_time{call:booking_create,window:0s..10s}": p(95) < 600ms
        confirmed: ["count == 10"]

      """
    #expect(
      try thresholds(lines) == [
        "success rate > 99%", "time_to_booking p(99) < 120 s", "time_to_booking med < 60000",
        "share_429{design:phase2} rate < 70%", "hubspot_time{call:booking_create,window:0s..10s} p(95) < 600ms",
        "confirmed count == 10",
      ]
    )
  }

  @Test("are none when the key is not there")
  func none() throws {
    #expect(try ScenarioText.scenario().thresholds.isEmpty)
  }

  @Test("that are written twice count once")
  func twice() throws {
    #expect(try thresholds("  success: [rate > 99%, rate > 99%]\n") == ["success rate > 99%"])
  }

  @Test("decide nothing in a run: the hash stays")
  func hash() throws {
    let with = try ScenarioText.scenario(adding: "thresholds: { success: rate > 99% }\n")
    #expect(try with.hash == ScenarioText.scenario().hash)
  }

  @Test("that are none are all refused at once, each with file, line, key, its text and a mark")
  func problems() {
    let lines = """
      thresholds:
        success: [ "rate > x", rate > 99% ]
        time_to_booking: p(99) <
        "response_time{outcom:confirmed}": med < 5
        confirmed:
        offered: { count: 5 }
        failed: []

      """
    #expect(
      ScenarioText.problems(adding: lines) == [
        """
        6: thresholds.success[0] is no threshold, at letter 8: there is no number; expected one after the comparison.
          rate > x
                 ^
        """,
        """
        7: thresholds.time_to_booking is no threshold, at letter 8: there is no number; expected one after the comparison.
          p(99) <
                 ^
        """,
        """
        8: thresholds.response_time{outcom:confirmed} is no metric with tags, at letter 15: response_time has no tag \
        outcom; did you mean outcome?
          response_time{outcom:confirmed}
                        ^
        """,
        "9: thresholds.confirmed is empty; expected a bound such as rate > 99%.",
        "10: thresholds.offered is a mapping; expected a bound such as rate > 99%.",
        "11: thresholds.failed has 0 items; expected a list of 1 to 20 items.",
      ]
    )
  }

  @Test("of a metric that is none are refused once, however many bounds stand behind it")
  func unknownMetric() {
    let problems = ScenarioText.problems(adding: "thresholds: { succes: [rate > 1%, nonsense] }\n")
    #expect(problems.count == 1)
    #expect(
      problems.first?.hasPrefix(
        "5: thresholds.succes is no metric with tags, at letter 1: there is no metric succes; did you mean success?"
      ) == true
    )
    #expect(problems.first?.hasSuffix("\n  succes\n  ^") == true)
  }

  @Test("are lines of a reasonable length")
  func long() {
    let expected =
      "5: thresholds.success is \"\(String(repeating: "a", count: 60))...\"; expected one line of at most 200 letters."
    #expect(
      ScenarioText.problems(adding: "thresholds: { success: \(String(repeating: "a", count: 201)) }\n") == [expected]
    )
    let problems = ScenarioText.problems(adding: "thresholds:\n  success: |\n    rate > 1%\n    rate > 2%\n")
    #expect(problems == ["6: thresholds.success is \"rate > 1% rate > 2%\"; expected one line of at most 200 letters."])
  }
}
