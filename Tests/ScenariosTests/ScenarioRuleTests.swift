import Fixtures
import LoadGeneration
import Testing

@testable import Scenarios

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

  @Test("have no more coming bookings of a contact than there are exams")
  func comingBookings() {
    #expect(
      ScenarioText.problems(adding: "portal: { exams: 3, coming_bookings: 4 }\n") == [
        "5: portal.coming_bookings is 4, one of each exam; expected at most portal.exams (3)."
      ]
    )
    #expect(ScenarioText.problems(adding: "portal: { exams: 3, coming_bookings: 3 }\n").isEmpty)
  }

  @Test("are refused when they say something about a host that there is not")
  func host() throws {
    let remark = "and is not read with core.host"
    #expect(
      ScenarioText.problems(adding: "core: { host: an-instance-a-request, instances: 2 }\n") == [
        "5: core.instances is 2, \(remark) an-instance-a-request; expected no such key, or another host."
      ]
    )
    #expect(
      ScenarioText.problems(adding: "core: { cold_start_seconds: 0.5, instance_idle_seconds: 0 }\n") == [
        "5: core.cold_start_seconds is 0.5, \(remark) resident; expected no such key, or another host.",
        "5: core.instance_idle_seconds is 0, \(remark) resident; expected no such key, or another host.",
      ]
    )
    #expect(
      ScenarioText.problems(adding: "core: { host: functions }\n") == [
        "5: core.host is \"functions\"; expected resident or an-instance-a-request."
      ]
    )
    let scenario = try ScenarioText.scenario(
      adding: "core: { host: an-instance-a-request, cold_start_seconds: 0.5, instance_idle_seconds: 0, instances: 1 }\n"
    )
    #expect(scenario.circumstances == ["an instance a request"])
    #expect(throws: (any Error).self) { try scenario.with(instances: 2) }
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
      ScenarioText.problems(arrivals: "{ users: 100000, within_seconds: 1 }") == [
        "4: load.arrivals.users brings 100000 visitors, which would take about 17000000 requests and 7 GB of memory "
          + "for each design; expected at most 200000 visitors and 2 GB. Take fewer, let them come slower, or set "
          + "run.allow_large: true."
      ]
    )
    #expect(
      ScenarioText.problems(arrivals: "{ users: 10000000, within_seconds: 1 }") == [
        "4: load.arrivals.users brings 10000000 visitors, which would take about 1700000000 requests and 770 GB of "
          + "memory for each design; expected at most 200000 visitors and 2 GB, or 1000000 visitors with "
          + "run.allow_large: true."
      ]
    )
  }

  @Test("is one by the memory that it takes: a hundred thousand who come one a second are not too many")
  func steady() {
    #expect(ScenarioText.problems(arrivals: "{ users: 100000, within_seconds: 100000 }").isEmpty)
    #expect(ScenarioText.problems(arrivals: "{ users: 200000, within_seconds: 200000 }").isEmpty)
    #expect(ScenarioText.problems(arrivals: "{ users: 200001, within_seconds: 200000 }").count == 1)
    #expect(ScenarioText.problems(arrivals: "{ users: 25000, within_seconds: 1 }").isEmpty)
    #expect(ScenarioText.problems(arrivals: "{ users: 30000, within_seconds: 1 }").count == 1)
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
      #expect(problems.first?.contains(", or 1000000 visitors with run.allow_large: true.") == true)
    }
    #expect(
      ScenarioText.problems(arrivals: "{ users: 9223372036854775808, within_seconds: 1 }") == [
        "4: load.arrivals.users is 9223372036854775808; expected at most 9223372036854775807."
      ]
    )
    #expect(ScenarioEstimate(visitors: .max).memoryBytes == .max)
    #expect(ScenarioEstimate(visitors: .max).requests == .max)
    #expect(ScenarioEstimate(visitors: 0).requests == 0)
  }

  /// What a release build took on two cores, in requests and MB, with the starter tier and no daily limit: in a single run
  /// and in two replications at once.
  private struct Measured: CustomStringConvertible {
    let visitors: Int
    let seconds: Int
    let design: String
    let requests: Int
    let single: Int
    let replications: Int

    init(_ visitors: Int, within seconds: Int, _ design: String, requests: Int, single: Int, replications: Int) {
      (self.visitors, self.seconds, self.design) = (visitors, seconds, design)
      (self.requests, self.single, self.replications) = (requests, single, replications)
    }

    var description: String { "\(visitors) within \(seconds) s, \(design)" }

    static let all = [
      Measured(500, within: 1, "baseline", requests: 22512, single: 51, replications: 56),
      Measured(500, within: 1, "phase1", requests: 67531, single: 70, replications: 88),
      Measured(500, within: 1, "phase2", requests: 38091, single: 65, replications: 78),
      Measured(2000, within: 1, "baseline", requests: 91470, single: 109, replications: 122),
      Measured(2000, within: 1, "phase1", requests: 331768, single: 187, replications: 252),
      Measured(2000, within: 1, "phase2", requests: 230358, single: 164, replications: 218),
      Measured(5000, within: 1, "baseline", requests: 223925, single: 227, replications: 261),
      Measured(5000, within: 1, "phase1", requests: 859860, single: 420, replications: 580),
      Measured(5000, within: 1, "phase2", requests: 626485, single: 370, replications: 501),
      Measured(2000, within: 2000, "baseline", requests: 22007, single: 44, replications: 47),
      Measured(2000, within: 2000, "phase1", requests: 18052, single: 46, replications: 49),
      Measured(2000, within: 2000, "phase2", requests: 11052, single: 45, replications: 48),
      Measured(10000, within: 10000, "baseline", requests: 110044, single: 89, replications: 117),
      Measured(10000, within: 10000, "phase1", requests: 90219, single: 94, replications: 124),
      Measured(10000, within: 10000, "phase2", requests: 55225, single: 93, replications: 117),
      Measured(40000, within: 40000, "baseline", requests: 440192, single: 265, replications: 362),
      Measured(40000, within: 40000, "phase1", requests: 360859, single: 281, replications: 370),
      Measured(40000, within: 40000, "phase2", requests: 220860, single: 277, replications: 347),
      Measured(2000, within: 400, "baseline", requests: 90681, single: 55, replications: 74),
      Measured(2000, within: 400, "phase1", requests: 299754, single: 66, replications: 111),
      Measured(2000, within: 400, "phase2", requests: 161194, single: 61, replications: 90),
      Measured(10000, within: 2000, "baseline", requests: 459343, single: 87, replications: 179),
      Measured(10000, within: 2000, "phase1", requests: 1592114, single: 104, replications: 377),
      Measured(10000, within: 2000, "phase2", requests: 929078, single: 102, replications: 253),
    ]
  }

  @Test("is estimated within a factor of 1.5 in memory, at once and one by one, in a run and in replications")
  func measured() {
    for each in Measured.all {
      let conditions = ScenarioEstimate.Conditions(.even(count: each.visitors, within: .seconds(each.seconds)))
      let single = ScenarioEstimate(conditions, design: each.design)
      let replications = ScenarioEstimate(conditions, design: each.design, work: .replications(atOnce: 2))
      for (estimated, measured) in [
        (single.memoryBytes, each.single << 20), (replications.memoryBytes, each.replications << 20),
      ] {
        let factor = Double(estimated) / Double(measured)
        #expect((1 / 1.5...1.5).contains(factor), "\(each): \(estimated >> 20) MB, measured \(measured >> 20) MB")
      }
      let factor = Double(single.requests) / Double(each.requests)
      #expect((1 / 1.6...1.6).contains(factor), "\(each): \(single.requests) requests, measured \(each.requests)")
    }
  }
}
