import BookingCore
import Fixtures
import Testing

@testable import Scenarios

@Suite("A value of a scenario file")
struct ScenarioValueTests {
  @Test(
    "that is impossible is refused with its line, its key, and what was expected",
    arguments: [
      ("portal: { exams: 0 }", "5: portal.exams is 0; expected at least 1."),
      ("portal: { exams: 10001 }", "5: portal.exams is 10001; expected at most 10000."),
      ("portal: { exams: -3 }", "5: portal.exams is -3; expected at least 1."),
      ("portal: { exams: 2.5 }", "5: portal.exams is 2.5; expected a whole number."),
      ("portal: { exams: ten }", "5: portal.exams is \"ten\"; expected a whole number in plain decimal digits."),
      ("portal: { exams: \"10\" }", "5: portal.exams is \"10\"; expected a whole number, without quotes."),
      ("portal: { exams: 0x10 }", "5: portal.exams is 0x10; expected a whole number in plain decimal digits."),
      ("portal: { exams: 1_000 }", "5: portal.exams is 1_000; expected a whole number in plain decimal digits."),
      ("portal: { exams: 1e3 }", "5: portal.exams is 1e3; expected a whole number in plain decimal digits."),
      ("portal: { exams: 010 }", "5: portal.exams is 010; expected a whole number in plain decimal digits."),
      ("portal: { exams: .inf }", "5: portal.exams is .inf; expected a whole number in plain decimal digits."),
      ("portal: { exams: .nan }", "5: portal.exams is .nan; expected a whole number in plain decimal digits."),
      ("portal: { exams: true }", "5: portal.exams is \"true\"; expected a whole number in plain decimal digits."),
      ("portal: { exams: }", "5: portal.exams is empty; expected a whole number."),
      ("portal: { exams: ~ }", "5: portal.exams is empty; expected a whole number."),
      ("portal: { exams: [10] }", "5: portal.exams is a list; expected a whole number."),
      ("portal: { exams: { a: 1 } }", "5: portal.exams is a mapping; expected a whole number."),
      (
        "portal: { exams: 99999999999999999999999999999999999999999999999999 }",
        "5: portal.exams is 99999999999999999999999999999999999999999999999999; expected at most 10000."
      ),
      ("portal: { capacity_per_exam: -1 }", "5: portal.capacity_per_exam is -1; expected at least 0."),
      (
        "portal: { first_exam_date: 2027-02-29 }",
        "5: portal.first_exam_date is 2027-02-29; expected a date from 1970-01-01 to 2199-12-31, YYYY-MM-DD."
      ),
      (
        "portal: { first_exam_date: 1.3.2027 }",
        "5: portal.first_exam_date is 1.3.2027; expected a date from 1970-01-01 to 2199-12-31, YYYY-MM-DD."
      ),
      ("portal:", "5: portal is empty; expected a mapping."),
      ("portal: 7", "5: portal is 7; expected a mapping."),
      ("portal: []", "5: portal is a list; expected a mapping."),
      (
        "hubspot: { tier: premium }",
        "5: hubspot.tier is \"premium\"; expected starter, free, professional, enterprise or marketplace."
      ),
      (
        "hubspot: { tier: profesional }",
        "5: hubspot.tier is \"profesional\"; expected starter, free, professional, enterprise or marketplace. "
          + "Did you mean professional?"
      ),
      (
        "hubspot: { burst_per_second: on }",
        "5: hubspot.burst_per_second is \"on\"; expected a whole number in plain decimal digits."
      ),
      ("hubspot: { burst_per_second: 0 }", "5: hubspot.burst_per_second is 0; expected at least 1."),
      ("hubspot: { daily_limit: 0 }", "5: hubspot.daily_limit is 0; expected at least 1."),
      ("hubspot: { limit_increases: 3 }", "5: hubspot.limit_increases is 3; expected at most 2."),
      (
        "hubspot: { counts_refused_in_ten_second: yes }",
        "5: hubspot.counts_refused_in_ten_second is \"yes\"; expected true or false."
      ),
      ("hubspot: { daily_reset_utc_hours: 24 }", "5: hubspot.daily_reset_utc_hours is 24; expected at most 23.75."),
      (
        "hubspot: { start_utc: 2027-01-15T24:00:00Z }",
        "5: hubspot.start_utc is 2027-01-15T24:00:00Z; expected a time in UTC from 1970 to 2199, YYYY-MM-DDThh:mm:ssZ."
      ),
      ("hubspot: { latency: { sigma: 5.1 } }", "5: hubspot.latency.sigma is 5.1; expected at most 5."),
      ("hubspot: { latency: { sigma: -0.1 } }", "5: hubspot.latency.sigma is -0.1; expected at least 0."),
      ("hubspot: { latency: { scale: 0 } }", "5: hubspot.latency.scale is 0; expected at least 0.001."),
      ("hubspot: { latency: { scale: 0.0009 } }", "5: hubspot.latency.scale is 0.0009; expected at least 0.001."),
      ("hubspot: { latency: { scale: -1 } }", "5: hubspot.latency.scale is -1; expected at least 0.001."),
      ("hubspot: { latency: { scale: 1001 } }", "5: hubspot.latency.scale is 1001; expected at most 1000."),
      (
        "hubspot: { latency: { median_ms: { exam_read: 0 } } }",
        "5: hubspot.latency.median_ms.exam_read is 0; expected at least 0.001."
      ),
      (
        "hubspot: { other_traffic: { share_percent: 201 } }",
        "5: hubspot.other_traffic.share_percent is 201; expected at most 200."
      ),
      ("store: { command_ms: -0.5 }", "5: store.command_ms is -0.5; expected at least 0."),
      (
        "store: { command_ms: 0.0000001 }",
        "5: store.command_ms is 0.0000001; expected a whole number of nanoseconds."
      ),
      (
        "store: { command_ms: 0.0000000000000000001 }",
        "5: store.command_ms is 0.0000000000000000001; expected at most 18 digits after the point."
      ),
      ("core: { instances: 65 }", "5: core.instances is 65; expected at most 64."),
      ("core: { retry_after_seconds: 1 }", "5: core.retry_after_seconds is 1; expected a list of 0 to 20 items."),
      (
        "core: { retry_after_seconds: [1, x] }",
        "5: core.retry_after_seconds[1] is \"x\"; expected a number in plain decimal digits."
      ),
      ("core: { note_interval_seconds: 0 }", "5: core.note_interval_seconds is 0; expected at least 0.01."),
      ("run: { drain_limit_seconds: -5 }", "5: run.drain_limit_seconds is -5; expected at least 0."),
    ]
  )
  func impossible(lines: String, problem: String) {
    #expect(ScenarioText.problems(adding: lines + "\n") == [problem])
  }

  @Test(
    "of a visitor is refused likewise",
    arguments: [
      (
        "come_back_after_seconds: [30, 10]",
        "visitors.come_back_after_seconds is [30, 10]; expected the smaller number first."
      ),
      (
        "come_back_after_seconds: [10]",
        "visitors.come_back_after_seconds has 1 items; expected a list of two numbers, [least, most]."
      ),
      (
        "come_back_after_seconds: 10",
        "visitors.come_back_after_seconds is 10; expected a list of two numbers, [least, most]."
      ),
      ("come_back_after_seconds: [-1, 10]", "visitors.come_back_after_seconds[0] is -1; expected at least 0."),
      ("come_backs_at_most: 1000", "visitors.come_backs_at_most is 1000; expected at most 999."),
      ("other_exams_at_most: 10", "visitors.other_exams_at_most is 10; expected at most 9."),
      (
        "browse: { share_percent: 101, think_seconds: [1, 2] }",
        "visitors.browse.share_percent is 101; expected at most 100."
      ),
      (
        "browse: { share_percent: 50 }",
        "visitors.browse.think_seconds is missing; expected a list of two numbers, [least, most]."
      ),
      (
        "cancel: { share_percent: 50, after_seconds: [1, 2], rebook: maybe, rebook_after_seconds: [1, 2] }",
        "visitors.cancel.rebook is \"maybe\"; expected same_exam, other_exam or no."
      ),
      (
        "cancel: { share_percent: 50, after_seconds: [1, 2], rebook: no, rebook_after_seconds: [1, 2] }",
        "visitors.cancel has rebook_after_seconds although rebook is no; expected one without the other."
      ),
      (
        "cancel: { share_percent: 50, after_seconds: [1, 2], rebook: same_exam }",
        "visitors.cancel has no rebook_after_seconds although rebook is same_exam; expected [least, most]."
      ),
      (
        "double_click: { share_percent: 50, after_ms: 150, key: other }",
        "visitors.double_click.key is \"other\"; expected same or own."
      ),
    ]
  )
  func visitors(line: String, problem: String) {
    #expect(ScenarioText.problems(adding: "  visitors:\n    \(line)\n") == ["6: load." + problem])
  }

  @Test(
    "that says who arrives is refused likewise",
    arguments: [
      ("{ users: 0, within_seconds: 1 }", ".users is 0; expected at least 1."),
      ("{ users: -5, within_seconds: 1 }", ".users is -5; expected at least 1."),
      ("{ users: 10 }", ".within_seconds is missing; expected a number."),
      ("{ users: 10, within_seconds: -1 }", ".within_seconds is -1; expected at least 0."),
      ("{ rate_per_second: 0, duration_seconds: 10 }", ".rate_per_second is 0; expected at least 0.001."),
      ("{ poisson_per_second: 0.01, duration_seconds: 10 }", " brings no visitor; expected at least one arrival."),
      (
        "{ ramp_from_per_second: 0, ramp_to_per_second: 0, duration_seconds: 10 }",
        " brings no visitor; expected at least one arrival."
      ),
      (
        "{ rate_per_second: 10, duration_seconds: 99999999999 }",
        ".duration_seconds is 99999999999; expected at most 2592000."
      ),
      ("{ phases: [] }", ".phases has 0 items; expected a list of 1 to 100 items."),
      ("{ users: 0, within_seconds: 1 }", ".users is 0; expected at least 1."),
      ("{ phases: [{ users: -1, within_seconds: 1 }] }", ".phases[0].users is -1; expected at least 0."),
      ("{ phases: [{ users: 0, within_seconds: 1 }] }", " brings no visitor; expected at least one arrival."),
      ("{ phases: [{ pause_seconds: 300 }] }", " brings no visitor; expected at least one arrival."),
      ("{ phases: [{ pause_seconds: 0 }] }", ".phases[0].pause_seconds is 0; expected at least 0.001."),
      (
        "{ pause_seconds: 300 }",
        " has no key that names its kind; expected one of users, rate_per_second, poisson_per_second, "
          + "ramp_from_per_second or phases."
      ),
      (
        "{ phases: [{ phases: [] }] }",
        ".phases[0] has no key that names its kind; expected one of users, rate_per_second, poisson_per_second, ramp_from_per_second or pause_seconds."
      ),
      (
        "rush",
        " is \"rush\"; expected a mapping with users, rate_per_second, poisson_per_second, ramp_from_per_second or phases."
      ),
      (
        "{ user: 10, within_seconds: 1 }",
        " has no key that names its kind; expected one of users, rate_per_second, poisson_per_second, "
          + "ramp_from_per_second or phases. Did you mean users?"
      ),
      (
        "{ users: 10, rate_per_second: 1 }",
        " has users and rate_per_second; expected one of users, rate_per_second, poisson_per_second, ramp_from_per_second or phases."
      ),
    ]
  )
  func arrivals(form: String, problem: String) {
    #expect(ScenarioText.problems(arrivals: form) == ["4: load.arrivals" + problem])
  }

  @Test("that is a text must be one, and not too long")
  func summary() {
    let rest = "load: { arrivals: { users: 1, within_seconds: 1 } }\n"
    let wrong = [
      ("12", "12; expected a text: put it in quotes."),
      ("\"\"", "\"\"; expected one line of 1 to 200 letters."),
      ("|\n  a\n  b", "\"a b\"; expected one line of 1 to 200 letters."),
      (
        String(repeating: "x", count: 201),
        "\"" + String(repeating: "x", count: 60) + "...\"; expected one line of 1 to 200 letters."
      ),
    ]
    for (summary, problem) in wrong {
      let text = "scenario_version: 1\nsummary: \(summary)\n" + rest
      #expect(ScenarioText.problems(of: text) == ["2: summary is " + problem])
    }
    let longest = String(repeating: "x", count: 200)
    #expect(ScenarioText.problems(of: "scenario_version: 1\nsummary: \(longest)\n" + rest).isEmpty)
    #expect(ScenarioText.problems(of: "scenario_version: 1\nsummary: '12'\n" + rest).isEmpty)
  }

  @Test("of the version must be the one that this program reads")
  func version() {
    let text = ScenarioText.least.replacing("scenario_version: 1", with: "scenario_version: 2")
    #expect(ScenarioText.problems(of: text) == ["1: scenario_version is 2; expected at most 1."])
  }

  @Test("is as exact as it is written")
  func decimals() throws {
    let lines =
      "store: { command_ms: 0.1 }\ncore: { request_deadline_seconds: 0.3, note_interval_seconds: 12.000000001 }\n"
    let scenario = try ScenarioText.scenario(adding: lines)
    #expect(scenario.store.commandLatency == .nanoseconds(100_000))
    #expect(scenario.core.requestDeadline == .nanoseconds(300_000_000))
    #expect(scenario.core.settings.noteInterval == .nanoseconds(12_000_000_001))
  }
}
