import BookingCore
import Fixtures
import LoadGeneration
import Testing

@testable import Scenarios

@Suite("The journeys of a scenario")
struct JourneyKeyTests {
  private func behaviour(_ journeys: String) throws -> VisitorBehaviour {
    try ScenarioText.scenario(adding: "  journeys: \(journeys)\n").load.behaviour
  }

  private func lines(_ journeys: String) throws -> [String] {
    try ScenarioText.scenario(adding: "  journeys: \(journeys)\n").canonicalText.split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("load.journeys") }
  }

  @Test("are steps with defaults like those of visitors without journeys")
  func defaults() throws {
    let read = try behaviour("[ { steps: [ look: {}, book: {}, cancel: {} ] } ]")
    let own = VisitorBehaviour()
    #expect(read.journeys == [Journey([LookStep(), own.booking(.first), CancelStep(comeBack: own.comeBack)])])
  }

  @Test("say what each step is, ways within ways included")
  func steps() throws {
    let read = try behaviour(
      "[ { weight: 3, steps: [ think: { seconds: [1, 2] }, book: { exam: other, come_backs_at_most: 2, "
        + "come_back_after_seconds: [5, 6], other_exams_at_most: 1 } ] }, "
        + "{ steps: [ chance: { share_percent: 25, steps: [ repeat: { times: 4, steps: [ look: {} ] } ] } ] } ]"
    )
    let quarter = try #require(Probability(0.25))
    let book = BookStep(.other, comeBack: ComeBack(after: .seconds(5)...(.seconds(6)), atMost: 2), otherExamsAtMost: 1)
    #expect(
      read.journeys == [
        Journey(weight: 3, [ThinkStep(.seconds(1)...(.seconds(2))), book]),
        Journey([ChanceStep(quarter, [RepeatStep(4, [LookStep()])])]),
      ]
    )
  }

  @Test("add no line to the hashed text where there are none, and each value where there are some")
  func hashed() throws {
    #expect(try !ScenarioText.scenario().canonicalText.contains("journeys"))
    #expect(
      try lines("[ { steps: [ think: { seconds: [1, 2] }, repeat: { times: 2, steps: [ look: {} ] } ] } ]") == [
        "load.journeys = 1", "load.journeys[0].steps = 2",
        "load.journeys[0].steps[0].think.seconds_ns = 1000000000...2000000000",
        "load.journeys[0].steps[1].repeat.steps = 1", "load.journeys[0].steps[1].repeat.steps[0].look = {}",
        "load.journeys[0].steps[1].repeat.times = 2",
        "load.journeys[0].weight = 1",
      ]
    )
  }

  @Test(
    "are other scenarios with any other value",
    arguments: [
      "book: { exam: same }", "book: { exam: other }", "book: { come_backs_at_most: 3 }",
      "book: { come_back_after_seconds: [1, 2] }", "book: { other_exams_at_most: 0 }",
      "book: { double_click: { share_percent: 5, after_ms: 10, key: same } }", "cancel: {}",
      "cancel: { come_backs_at_most: 3 }", "look: {}", "think: { seconds: [1, 2] }", "think: { seconds: [1, 3] }",
      "chance: { share_percent: 5, steps: [ book: {} ] }", "chance: { share_percent: 6, steps: [ book: {} ] }",
      "repeat: { times: 2, steps: [ book: {} ] }", "repeat: { times: 2, steps: [ look: {} ] }",
    ]
  )
  func everyValue(_ step: String) throws {
    let plain = try ScenarioText.scenario(adding: "  journeys: [ { steps: [ book: {} ] } ]\n").hash
    #expect(try ScenarioText.scenario(adding: "  journeys: [ { steps: [ \(step) ] } ]\n").hash != plain)
    #expect(try ScenarioText.scenario(adding: "  journeys: [ { weight: 2, steps: [ book: {} ] } ]\n").hash != plain)
  }

  @Test("do not stand beside keys of visitors, which nobody would read")
  func both() {
    let problems = ScenarioText.problems(
      adding: "  journeys: [ { steps: [ book: {} ] } ]\n  visitors: { come_backs_at_most: 3 }\n"
    )
    #expect(
      problems == [
        "6: load.visitors is not used when load.journeys is there; expected one without the other. "
          + "Steps have such keys of their own."
      ]
    )
  }

  @Test("are told what is wrong with them, and where")
  func problems() {
    func problem(_ journeys: String) -> String {
      ScenarioText.problems(adding: "  journeys: \(journeys)\n").joined(separator: "\n")
    }
    #expect(problem("[]").contains("load.journeys has 0 items; expected a list of 1 to 20 items"))
    #expect(problem("[ { steps: [] } ]").contains("load.journeys[0].steps has 0 items"))
    #expect(problem("[ { weight: 0, steps: [ book: {} ] } ]").contains("load.journeys[0].weight is 0"))
    #expect(problem("[ { weight: 2 } ]").contains("load.journeys[0].steps is missing"))
    #expect(problem("[ { steps: [ boook: {} ] } ]").contains("Did you mean book?"))
    #expect(problem("[ { steps: [ { look: {}, book: {} } ] } ]").contains("has look and book"))
    #expect(problem("[ { steps: [ repeat: { times: 0, steps: [ book: {} ] } ] } ]").contains(".repeat.times is 0"))
    #expect(problem("[ { steps: [ chance: { share_percent: 101, steps: [ book: {} ] } ] } ]").contains("at most 100"))
    #expect(problem("[ { steps: [ think: {} ] } ]").contains("think.seconds is missing"))
  }

  @Test("count for the rules: who comes back later needs longer answers")
  func rules() {
    let late = ScenarioText.problems(
      adding: "  journeys: [ { steps: [ book: { come_back_after_seconds: [1, 86400] } ] } ]\n"
        + "core: { answer_lifetime_seconds: 3600 }\n"
    )
    #expect(late.count == 1 && late[0].contains("answer-outlives-return"))
  }
}

@Suite("The designs that a scenario is for")
struct ScenarioDesignTests {
  @Test("are all that are registered, or those that it names; they decide nothing in a run")
  func designs() throws {
    let plain = try ScenarioText.scenario()
    #expect(plain.designs.map(\.name) == DesignRegistry.all.map(\.name))
    let own = try ScenarioText.scenario(adding: "product: booking\ndesigns: [ phase2+reads=sequential, baseline ]\n")
    #expect(own.designs.map(\.name) == ["phase2+reads=sequential", "baseline"])
    #expect(own.hash == plain.hash)
  }

  @Test("exist, and so does the product")
  func unknown() {
    let problems = ScenarioText.problems(adding: "product: bookings\ndesigns: [ phase3 ]\n")
    #expect(problems.count == 2)
    #expect(problems.contains { $0 == "5: product is \"bookings\"; expected booking. Did you mean booking?" })
    #expect(problems.contains { $0.hasPrefix("6: designs[0] names no design: ") })
  }
}
