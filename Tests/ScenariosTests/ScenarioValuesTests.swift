import Fixtures
import Foundation
import Settings
import Testing

@testable import Scenarios

@Suite("The values of a scenario and where they come from")
struct ScenarioValuesTests {
  private func values(_ text: String, _ overrides: [String] = []) throws -> [String: ScenarioValue] {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "values-\(ProcessInfo.processInfo.globallyUniqueString).yaml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let parsed = try overrides.map { try SettingsOverride(parsing: $0) }
    let values = try ScenarioFile.resolved(path: file.path(), overrides: parsed).values
    #expect(Set(values.map(\.key)).count == values.count)
    return Dictionary(uniqueKeysWithValues: values.map { ($0.key, $0) })
  }

  private func shown(_ value: ScenarioValue?) -> String? { value?.value?.json }

  @Test("are a line of the file, what was set from outside, or the default")
  func sources() throws {
    let text = ScenarioText.least + "core:\n  instances: 4\n  retry_after_seconds: [1, 2.5]\n"
    let values = try values(text, ["core.note_interval_seconds=7", "load.arrivals.users=12"])
    #expect(values["load.arrivals.users"]?.source == .outside && shown(values["load.arrivals.users"]) == "12")
    #expect(values["load.arrivals.within_seconds"]?.source == .file(line: 4))
    #expect(values["core.instances"]?.source == .file(line: 6) && shown(values["core.instances"]) == "4")
    #expect(values["core.note_interval_seconds"]?.source == .outside)
    #expect(shown(values["core.retry_after_seconds"]) == "[1, 2.5]")
    #expect(values["core.association_interval_seconds"]?.source == .usual)
    #expect(shown(values["core.association_interval_seconds"]) == "5")
    #expect(shown(values["hubspot.latency.scale"]) == "1")
    #expect(shown(values["summary"]) == "\"A test\"")
  }

  @Test("follow other keys where they are not there, and say which")
  func followers() throws {
    let plain = try values(ScenarioText.least + "hubspot: { tier: professional }\n")
    #expect(plain["hubspot.ten_second_limit"]?.source == .follows("hubspot.tier"))
    #expect(shown(plain["hubspot.ten_second_limit"]) == "190" && shown(plain["hubspot.daily_limit"]) == "625000")
    #expect(shown(plain["portal.capacity_per_exam"]) == "10")
    #expect(plain["hubspot.latency.sigma"]?.source == .follows("hubspot.latency.profile"))
    #expect(shown(plain["hubspot.latency.sigma"]) == "0.25")
    let other = "hubspot.latency.median_ms."
    #expect(plain[other + "cancelled_search"]?.source == .follows(other + "other_calls"))
    #expect(shown(plain[other + "cancelled_search"]) == "250" && plain[other + "exam_read"]?.source == .usual)
    let named = try values(ScenarioText.least + "hubspot: { ten_second_limit: 7, daily_limit: off }\n")
    #expect(named["hubspot.ten_second_limit"]?.source == .file(line: 5))
    #expect(shown(named["hubspot.daily_limit"]) == "\"off\"")
  }

  @Test("have the place of each item of a list, and one line for what may be many")
  func lists() throws {
    let text = """
      scenario_version: 1
      summary: A test
      load:
        arrivals:
          phases:
            - { users: 1, within_seconds: 1 }
            - { pause_seconds: 300 }
            - { users: 0, within_seconds: 1 }
        journeys: [ { steps: [ book: {}, think: { seconds: [1, 2] } ] } ]
      thresholds: { success: [ "rate > 1%", "rate > 2%" ] }

      """
    let values = try values(text)
    #expect(values["load.arrivals.phases[0].users"]?.source == .file(line: 6))
    let pauses = [1, 2].map { values["load.arrivals.phases[\($0)].pause_seconds"] }
    #expect(pauses.map(shown) == ["300", "1"] && pauses.map(\.?.source) == [.file(line: 7), .file(line: 8)])
    #expect(shown(values["load.journeys[0].steps[1].think.seconds"]) == "[1, 2]")
    #expect(values["load.journeys[0].weight"]?.source == .usual)
    #expect(values["thresholds"]?.source == .file(line: 10))
    #expect(shown(values["thresholds"])?.contains("success") == true)
  }

  @Test("are every key of the format, for what is there and for what is not")
  func complete() throws {
    let values = try values(ScenarioText.least)
    for key in ScenarioSchema.keys where !key.hasPrefix("load.arrivals.") {
      #expect(values.keys.contains { $0 == key || key.hasPrefix($0 + ".") }, "\(key)")
    }
    #expect(values["load.journeys"]?.value == nil && values["load.journeys"]?.source == .usual)
  }
}
