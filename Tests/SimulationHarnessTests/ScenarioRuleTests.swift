import Testing

@testable import SimulationHarness

@Suite("Keys of a scenario file that must fit each other")
struct ScenarioRuleTests {
  @Test("are refused when an exam could be counted before the search index has caught up")
  func reconciliation() {
    #expect(
      ScenarioText.problems(adding: "hubspot: { index_lag_seconds: 30 }\n") == [
        "5: hubspot.index_lag_seconds is 30; expected less than core.reconciliation_quiet_seconds (30)."
      ]
    )
    #expect(ScenarioText.problems(adding: "hubspot: { index_lag_seconds: 29.999 }\n").isEmpty)
  }

  @Test("are refused when a queue's batch is more than HubSpot takes")
  func batches() {
    #expect(
      ScenarioText.problems(adding: "core: { queue_batch: 101 }\n") == [
        "5: core.queue_batch is 101; expected at most hubspot.batch_limit (100)."
      ]
    )
    #expect(
      ScenarioText.problems(adding: "hubspot: { association_batch_limit: 99 }\n") == [
        "5: hubspot.association_batch_limit is 99; expected at least core.queue_batch (100)."
      ]
    )
    #expect(ScenarioText.problems(adding: "core: { queue_batch: 101 }\nhubspot: { batch_limit: 101 }\n").isEmpty)
  }

  @Test("are refused when the constant profile would vary")
  func constantProfile() {
    let lines = "hubspot:\n  latency:\n    profile: constant\n    way_up_ms: 10\n    sigma: 0\n"
    #expect(
      ScenarioText.problems(adding: lines) == [
        "8: hubspot.latency.way_up_ms is not 0, but the constant profile has no variation; "
          + "expected 0, no such key, or another profile."
      ]
    )
  }

  @Test("are refused when a marketplace app has limit increases, which HubSpot does not sell")
  func marketplace() {
    #expect(
      ScenarioText.problems(adding: "hubspot: { tier: marketplace, limit_increases: 1 }\n") == [
        "5: hubspot.limit_increases is 1, but HubSpot sells no increase for marketplace apps; expected 0."
      ]
    )
  }

  @Test("are refused when the first exam is over before the run starts")
  func dates() {
    #expect(
      ScenarioText.problems(adding: "portal: { first_exam_date: 2027-01-15 }\n") == [
        "5: portal.first_exam_date is 2027-01-15; expected a day after hubspot.start_utc (2027-01-15T09:00:00Z)."
      ]
    )
    #expect(ScenarioText.problems(adding: "portal: { first_exam_date: 2027-01-16 }\n").isEmpty)
    #expect(
      ScenarioText.problems(adding: "hubspot: { start_utc: 2027-03-01T00:00:00Z }\n") == [
        "5: hubspot.start_utc is 2027-03-01T00:00:00Z; expected a time before portal.first_exam_date (2027-03-01)."
      ]
    )
  }

  @Test("are not held against each other when one of them is wrong by itself")
  func followUps() {
    let lines = "core: { request_deadline_seconds: soon, request_lease_seconds: 50 }\n"
    #expect(
      ScenarioText.problems(adding: lines) == [
        "5: core.request_deadline_seconds is \"soon\"; expected a number in plain decimal digits."
      ]
    )
  }
}

@Suite("A scenario that is too large")
struct ScenarioEstimateTests {
  @Test("is refused with an estimate and what to do about it")
  func large() {
    #expect(
      ScenarioText.problems(arrivals: "{ users: 200000, within_seconds: 1 }") == [
        "4: load.arrivals.users brings 200000 visitors, which would take about 9 GB of memory and 5 min "
          + "for each design; expected at most 43008. Take fewer, or set run.allow_large: true."
      ]
    )
    #expect(
      ScenarioText.problems(arrivals: "{ users: 10000000, within_seconds: 1 }") == [
        "4: load.arrivals.users brings 10000000 visitors, which would take about 457 GB of memory and 4 h "
          + "for each design; expected at most 43008, or 1000000 with run.allow_large: true."
      ]
    )
  }

  @Test("is refused above the 43,008 visitors that fit in 2 GB, and not at them")
  func edge() {
    #expect(ScenarioText.problems(arrivals: "{ users: 43008, within_seconds: 1 }").isEmpty)
    #expect(ScenarioText.problems(arrivals: "{ users: 43009, within_seconds: 1 }").count == 1)
    #expect(ScenarioEstimate(visitors: 43_008).memoryBytes == ScenarioEstimate.mostMemoryBytes)
  }

  @Test("runs when it says so, up to a million visitors")
  func allowed() throws {
    let text = ScenarioText.least + "run: { allow_large: true }\n"
    #expect(try ScenarioText.parse(text.replacing("users: 10,", with: "users: 1000000,")).visitors == 1_000_000)
    #expect(ScenarioText.problems(of: text.replacing("users: 10,", with: "users: 1000001,")).count == 1)
  }

  @Test("is refused without a crash, however large")
  func absurd() {
    let phases = (1...100).map { _ in "{ users: 1000000000000000000, within_seconds: 1 }" }.joined(separator: ", ")
    let forms = [
      "{ users: 1000000000000000000, within_seconds: 2592000, stagger_us: 1000000 }",
      "{ users: 9223372036854775807, within_seconds: 1 }",
      "{ rate_per_second: 1000000, duration_seconds: 2592000 }",
      "{ ramp_from_per_second: 0, ramp_to_per_second: 1000000, duration_seconds: 2592000 }",
      "{ phases: [\(phases)] }",
    ]
    for form in forms {
      let problems = ScenarioText.problems(arrivals: form)
      #expect(problems.count == 1)
      #expect(problems.first?.contains("expected at most 43008, or 1000000 with run.allow_large: true.") == true)
    }
    #expect(
      ScenarioText.problems(arrivals: "{ users: 9223372036854775808, within_seconds: 1 }") == [
        "4: load.arrivals.users is 9223372036854775808; expected at most 9223372036854775807."
      ]
    )
  }

  @Test("is estimated by 48 KB and 1.7 ms a visitor")
  func estimate() {
    let none = ScenarioEstimate(visitors: 0)
    let some = ScenarioEstimate(visitors: 1_000)
    #expect(some.memoryBytes - none.memoryBytes == 49_152_000)
    #expect(some.wallTime == .milliseconds(1_700))
    #expect(some.description == "about 78 MB of memory and 1 s for each design")
    #expect(ScenarioEstimate(visitors: .max).memoryBytes == .max)
    #expect(ScenarioEstimate(visitors: .max).wallTime == .nanoseconds(Int64.max))
  }
}
