import BookingCore
import Fixtures
import Testing

@testable import Scenarios

@Suite("Switches of a scenario file")
struct SwitchKeyTests {
  private func problems(_ changes: String...) -> [String] {
    ScenarioText.problems(adding: "switches:\n" + changes.map { "  - { \($0) }\n" }.joined())
  }

  @Test("say when how many contacts use which part in which role")
  func read() throws {
    let scenario = try ScenarioText.scenario(
      adding: """
        switches:
          - { at_seconds: 2.5, role: associations, part: queued, percent: 10 }
          - { at_seconds: 60, role: seats, part: hubspot-property, percent: 100 }

        """
    )
    #expect(
      scenario.switches == [
        SwitchChange(at: .milliseconds(2_500), role: "associations", part: "queued", percent: 10),
        SwitchChange(at: .seconds(60), role: "seats", part: "hubspot-property", percent: 100),
      ]
    )
    #expect(scenario.circumstances == ["2\u{A0}changes of switches"])
    #expect(try !ScenarioText.scenario().canonicalText.contains("switches"))
  }

  @Test("name a role that can be switched, and a part that it has")
  func names() {
    #expect(problems("at_seconds: 1, role: notes, part: queued, percent: 1").isEmpty)
    #expect(
      problems("at_seconds: 1, role: duplicates, part: store, percent: 1") == [
        "6: switches[0].role is \"duplicates\"; expected admission, reads, seats, credits, associations, notes or cache."
      ]
    )
    #expect(
      problems("at_seconds: 1, role: notes, part: inline, percent: 1") == [
        "6: switches[0] names the part \"inline\" for the role notes, which has none of this name; expected one of direct, "
          + "queued, drained."
      ]
    )
  }

  @Test("are for 0 to 100 of a hundred contacts")
  func percent() {
    #expect(problems("at_seconds: 1, role: notes, part: queued, percent: 0").isEmpty)
    #expect(problems("at_seconds: 1, role: notes, part: queued, percent: 100").isEmpty)
    #expect(problems("at_seconds: 1, role: notes, part: queued, percent: 101").count == 1)
    #expect(problems("at_seconds: 1, role: notes, part: queued, percent: -1").count == 1)
  }

  @Test("stand in the order of time, one of a role at a time, each role with one part beside the design's own")
  func order() {
    let first = "at_seconds: 60, role: notes, part: queued, percent: 10"
    #expect(problems(first, "at_seconds: 60, role: associations, part: queued, percent: 10").isEmpty)
    #expect(
      problems(first, "at_seconds: 59.999, role: associations, part: queued, percent: 10") == [
        "5: switches goes back from 60 s to 59.999 s at its item 1; expected changes in the order of time."
      ]
    )
    #expect(
      problems(first, "at_seconds: 60, role: notes, part: queued, percent: 25") == [
        "5: switches changes notes twice at 60 s; expected one change of a role at a time."
      ]
    )
    #expect(
      problems(first, "at_seconds: 61, role: notes, part: drained, percent: 25") == [
        "5: switches switches notes to queued and to drained; expected one part of a role beside the design's own."
      ]
    )
  }

  @Test(
    "break the rule truth-is-one with a share of the contacts for a part that owns a truth",
    arguments: ["seats", "credits"]
  )
  func truth(_ role: String) {
    for percent in [0, 100] {
      #expect(problems("at_seconds: 1, role: \(role), part: store, percent: \(percent)").isEmpty)
    }
    for percent in [1, 99] {
      #expect(
        problems("at_seconds: 1, role: \(role), part: store, percent: \(percent)") == [
          "5: switches breaks the rule truth-is-one: \(role) at 1 s would be store for \(percent) % of the contacts, and of two "
            + "truths both sell the last \(role == "seats" ? "seat" : "credit"); expected percent 0 or 100, for all at once."
        ]
      )
    }
  }

  @Test("have no share of the contacts from one queue to another: there is one, with one pace")
  func onePace() throws {
    func objection(_ part: String, _ percent: Int, _ design: String) throws -> String? {
      let change = "{ at_seconds: 1, role: admission, part: \(part), percent: \(percent) }"
      return try ScenarioText.scenario(adding: "switches: [\(change)]\n").objection(to: DesignRegistry.design(design))
    }
    for percent in [1, 99] {
      #expect(
        try objection("queue", percent, "phase2-queued")
          == "switches has admission=queue for \(percent) % of the contacts, and phase2-queued has a queue already, which has "
          + "one pace for all; expected percent 0 or 100, or a design without a queue."
      )
    }
    for percent in [0, 100] { #expect(try objection("queue", percent, "phase2-queued") == nil) }
    #expect(try objection("queue", 50, "phase2") == nil)
    #expect(try objection("direct", 50, "phase2-queued") == nil)
  }

  @Test("are for designs that have another part, and can have this one")
  func fit() throws {
    func objection(_ change: String, _ design: String) throws -> String? {
      try ScenarioText.scenario(adding: "switches: [{ at_seconds: 1, \(change), percent: 100 }]\n").objection(
        to: DesignRegistry.design(design)
      )
    }
    #expect(try objection("role: notes, part: queued", "phase1") == nil)
    #expect(
      try objection("role: notes, part: queued", "phase2")
        == "switches has notes=queued, which is what phase2 has already; expected another part, or a design with another one."
    )
    #expect(try objection("role: admission, part: queue-paced", "phase2-queued+admission=direct") == nil)
    #expect(
      try objection("role: admission, part: queue-paced", "phase2")
        == "switches has admission=queue-paced, and admission=queue-paced and pacing=none cannot be combined, for the queue's "
        + "pace is what the pacing of calls has room for; expected another part, or another design."
    )
    #expect(try objection("role: seats, part: hubspot-property", "coalesced") != nil)
    let named = ScenarioText.problems(
      adding: "designs: [phase2]\nswitches: [{ at_seconds: 1, role: notes, part: queued, percent: 1 }]\n"
    )
    #expect(named.count == 1)
    #expect(
      named.first?.contains("designs names phase2, which cannot be right here: switches has notes=queued") == true
    )
  }
}
