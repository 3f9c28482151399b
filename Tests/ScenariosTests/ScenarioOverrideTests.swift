import Fixtures
import Scenarios
import Settings
import Testing

@Suite("A scenario of which keys are set from outside")
struct ScenarioOverrideTests {
  private func parse(_ text: String, _ overrides: [String]) throws -> Scenario {
    try ScenarioFile.parse(
      text: text,
      fileName: "scenarios/test.yaml",
      overrides: overrides.map { try SettingsOverride(parsing: $0) }
    )
  }

  /// Whatever is wrong with the least scenario once keys are set.
  private func problems(_ overrides: String...) throws -> [String] {
    do {
      _ = try parse(ScenarioText.least, overrides)
      return []
    } catch let error as SettingsProblems { return error.problems.map(\.description) }
  }

  @Test(
    "has the hash of the file in which the values are written",
    arguments: [
      (["load.arrivals.users=11"], "{ users: 11, within_seconds: 1 }", ""),
      (["load.arrivals={users: 5, within_seconds: 2}"], "{ users: 5, within_seconds: 2 }", ""),
      (
        ["load.arrivals={rate_per_second: 5, duration_seconds: 2}", "load.arrivals.rate_per_second=6"],
        "{ rate_per_second: 6, duration_seconds: 2 }", ""
      ),
      (
        ["portal.capacity_per_exam=8", "hubspot.burst_per_second=off", "hubspot.latency.median_ms.exam_read=0.5"],
        "{ users: 10, within_seconds: 1 }",
        "portal: { capacity_per_exam: 8 }\nhubspot: { burst_per_second: off, latency: { median_ms: { exam_read: 0.5 } } }"
      ),
      (
        ["core.retry_after_seconds=[1, 2]", "hubspot.start_utc=2027-01-15T09:00:01Z"],
        "{ users: 10, within_seconds: 1 }",
        "core: { retry_after_seconds: [1, 2] }\nhubspot: { start_utc: 2027-01-15T09:00:01Z }"
      ),
    ]
  )
  func hash(overrides: [String], arrivals: String, lines: String) throws {
    let text = ScenarioText.least.replacing("{ users: 10, within_seconds: 1 }", with: arrivals) + lines + "\n"
    let scenario = try parse(ScenarioText.least, overrides)
    #expect(try scenario.hash == ScenarioText.parse(text).hash)
    #expect(scenario.name == "test")
    #expect(try scenario.hash != ScenarioText.scenario().hash)
  }

  @Test("keeps its hash when what is set is what it had")
  func same() throws {
    let hash = try parse(ScenarioText.least, ["load.arrivals.users=10", "portal.exams=10"]).hash
    #expect(try hash == ScenarioText.scenario().hash)
  }

  @Test("is refused with what was set in the place of a line")
  func values() throws {
    #expect(
      try problems("load.arrivals.users=0") == [
        "scenarios/test.yaml with load.arrivals.users=0: load.arrivals.users is 0; expected at least 1."
      ]
    )
    #expect(
      try problems("load.arrivals.user=5") == [
        "scenarios/test.yaml with load.arrivals.user=5: load.arrivals.user is not a known key. Did you mean users?"
      ]
    )
    #expect(
      try problems("load.arrivals=rush") == [
        "scenarios/test.yaml with load.arrivals=rush: load.arrivals is \"rush\"; expected a mapping with users, "
          + "rate_per_second, poisson_per_second, ramp_from_per_second or phases."
      ]
    )
  }

  @Test("is refused when its arrivals become of two kinds")
  func twoKinds() throws {
    #expect(
      try problems("load.arrivals.rate_per_second=5") == [
        "scenarios/test.yaml:4 with load.arrivals.rate_per_second=5: load.arrivals has users and rate_per_second; "
          + "expected one of users, rate_per_second, poisson_per_second, ramp_from_per_second or phases."
      ]
    )
  }

  @Test("is refused when a key within a list is set")
  func lists() throws {
    #expect(
      try problems("load.arrivals={phases: [{users: 1, within_seconds: 1}]}", "load.arrivals.phases.users=2") == [
        "scenarios/test.yaml with load.arrivals.phases.users=2: load.arrivals.phases is a list; expected a mapping, "
          + "for users to be set in it. A list is set as a whole: load.arrivals.phases=[...]."
      ]
    )
  }

  @Test("is refused at what was set when keys do not fit each other")
  func rules() throws {
    #expect(
      try problems("hubspot.index_lag_seconds=30") == [
        "scenarios/test.yaml with hubspot.index_lag_seconds=30: hubspot.index_lag_seconds is 30; "
          + "expected less than core.reconciliation_quiet_seconds (30)."
      ]
    )
    let text = ScenarioText.least + "core: { reconciliation_quiet_seconds: 20 }\n"
    #expect {
      try parse(text, ["hubspot.index_lag_seconds=20"])
    } throws: { error in
      "\(error)" == "scenarios/test.yaml with hubspot.index_lag_seconds=20: hubspot.index_lag_seconds is 20; "
        + "expected less than core.reconciliation_quiet_seconds (20)."
    }
    #expect(
      try problems("hubspot.index_lag_seconds=40", "core.reconciliation_quiet_seconds=35") == [
        "scenarios/test.yaml with hubspot.index_lag_seconds=40 and core.reconciliation_quiet_seconds=35: "
          + "core.reconciliation_quiet_seconds is 35; expected more than hubspot.index_lag_seconds (40)."
      ]
    )
    #expect(
      try problems("load.arrivals.users=10000000").first?.hasPrefix(
        "scenarios/test.yaml with load.arrivals.users=10000000: load.arrivals.users brings 10000000 visitors"
      ) == true
    )
  }

  @Test("is refused at a line of its own when that does not fit what was set, which is told")
  func causes() throws {
    let text = ScenarioText.least + "hubspot:\n  limit_increases: 1\n  latency:\n    sigma: 0.1\n"
    #expect {
      try parse(text, ["hubspot.tier=marketplace", "hubspot.latency.profile=constant", "portal.exams=9"])
    } throws: { error in
      "\(error)" == """
        scenarios/test.yaml:6 with hubspot.tier=marketplace: hubspot.limit_increases is 1, but HubSpot sells no increase \
        for marketplace apps; expected 0.
        scenarios/test.yaml:8 with hubspot.latency.profile=constant: hubspot.latency.sigma is not 0, but the constant \
        profile has no variation; expected 0, no such key, or another profile.
        """
    }
  }

  @Test("is the file of that name, and refused likewise when there is none")
  func file() throws {
    let path = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/scenarios/rush-100.yaml"
    let halved = try ScenarioFile.load(
      path: path,
      overrides: [SettingsOverride(path: "load.arrivals.users", value: "50")]
    )
    #expect(halved.visitors == 50)
    #expect(halved.name == "rush-100")
    #expect {
      try ScenarioFile.load(path: "missing.yaml", overrides: [SettingsOverride(path: "a", value: "1")])
    } throws: { "\($0)" == "missing.yaml: there is no such file; expected a scenario file (.yaml)." }
  }
}
