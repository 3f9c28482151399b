import AccountScenarios
import Fixtures
import Testing

@testable import Scenarios

@Suite("Crashes of a scenario file")
struct CrashKeyTests {
  private func problems(_ crashes: String..., adding core: String = "core: { instances: 2 }\n") -> [String] {
    ScenarioText.problems(adding: core + "crashes:\n" + crashes.map { "  - { \($0) }\n" }.joined())
  }

  @Test("say who dies when, and when another is in the place")
  func read() throws {
    let scenario = try ScenarioText.scenario(
      adding: """
        core: { instances: 2 }
        crashes:
          - { at_seconds: 2, instance: 1, back_after_seconds: 0.5 }
          - { at_seconds: 3, back_after_seconds: 0 }

        """
    )
    #expect(
      scenario.crashes == [
        Scenario.Crash(at: .seconds(2), instance: 1, backAfter: .milliseconds(500)),
        Scenario.Crash(at: .seconds(3), instance: nil, backAfter: .zero),
      ]
    )
    #expect(scenario.circumstances == ["2\u{A0}crashes", "2\u{A0}instances"])
    #expect(try !ScenarioText.scenario().canonicalText.contains("crashes"))
  }

  @Test("name an instance that there is")
  func instances() {
    #expect(problems("at_seconds: 3, instance: 1, back_after_seconds: 1").isEmpty)
    #expect(
      problems("at_seconds: 3, instance: 2, back_after_seconds: 1") == [
        "6: crashes names instance 2, and there are 2, from 0; expected at most 1."
      ]
    )
    #expect(
      problems("at_seconds: 3, instance: 1, back_after_seconds: 1", adding: "") == [
        "5: crashes names instance 1, and there is 1, from 0; expected at most 0."
      ]
    )
  }

  @Test("stand in the order of time, one death of an instance at a time, within a day")
  func order() {
    let (first, second) = ("at_seconds: 3, instance: 0, back_after_seconds: 1", "instance: 1, back_after_seconds: 1")
    #expect(problems(first, "at_seconds: 3, \(second)").isEmpty)
    #expect(
      problems(first, "at_seconds: 2.5, \(second)") == [
        "6: crashes goes back from 3 s to 2.5 s at its item 1; expected crashes in the order of time."
      ]
    )
    #expect(
      problems(first, first) == [
        "6: crashes lets instance 0 die at 3 s, when it dies already; expected one death of an instance at a time."
      ]
    )
    #expect(
      problems(first, "at_seconds: 3, back_after_seconds: 1") == [
        "6: crashes lets all instances die at 3 s, when some of them die already; expected one death of an instance at a time."
      ]
    )
    #expect(problems("at_seconds: 86400, back_after_seconds: 86400").isEmpty)
    #expect(problems("at_seconds: 86400.001, back_after_seconds: 1").count == 1)
  }

  @Test("are of instances that have places")
  func functions() {
    #expect(
      problems("at_seconds: 3, back_after_seconds: 1", adding: "core: { host: an-instance-a-request }\n") == [
        "6: crashes lets instances die by their places, and with core.host an-instance-a-request they have none; expected "
          + "no such key, or core.host resident."
      ]
    )
  }

  @Test("have both times, neither below 0, and at least one item")
  func times() {
    #expect(problems("at_seconds: 3").count == 1)
    #expect(problems("back_after_seconds: 3").count == 1)
    #expect(problems("at_seconds: -1, back_after_seconds: 3").count == 1)
    #expect(problems("at_seconds: 1, back_after_seconds: -3").count == 1)
    #expect(ScenarioText.problems(adding: "crashes: []\n").count == 1)
  }
}
