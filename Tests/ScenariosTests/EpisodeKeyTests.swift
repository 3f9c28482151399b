import Fixtures
import SimulatedHubSpot
import Testing

@testable import Scenarios

@Suite("Episodes of a scenario file")
struct EpisodeKeyTests {
  private func problems(_ episodes: String, besides lines: String = "") -> [String] {
    ScenarioText.problems(adding: "hubspot:\n  episodes: [ \(episodes) ]\n\(lines)")
  }

  private func scenario(_ episodes: String) throws -> Scenario {
    try ScenarioText.scenario(adding: "hubspot:\n  episodes: [ \(episodes) ]\n")
  }

  @Test("say from when until when what differs")
  func read() throws {
    let scenario = try scenario(
      "{ from_seconds: 10, until_seconds: 40, latency_scale: 5 }, "
        + "{ from_seconds: 0, until_seconds: 60.5, ten_second_limit: 50, search_limit_per_second: 2, "
        + "other_ten_second_percent: 30, other_search_percent: 0 }"
    )
    #expect(
      scenario.hubSpot.episodes == [
        HubSpotEpisode(from: .seconds(10), until: .seconds(40), latencyScale: 5),
        HubSpotEpisode(
          from: .zero,
          until: .milliseconds(60_500),
          tenSecondLimit: 50,
          searchLimit: 2,
          otherTenSecondPercent: 30,
          otherSearchPercent: 0
        ),
      ]
    )
    #expect(scenario.hubSpot.worst.limits.tenSecond.limit == 50)
    #expect(scenario.hubSpot.worst.limits.search.limit == 2)
    #expect(scenario.hubSpot.worst.otherTraffic.tenSecondPercent == 30)
    #expect(scenario.circumstances.first == "calls take 5 times as long from 10\u{A0}s to 40\u{A0}s")
    #expect(
      scenario.circumstances.last
        == "50 calls/10\u{A0}s, 2 searches/s, other apps want 0 and 30\u{A0}% from 0\u{A0}s to 60.5\u{A0}s"
    )
  }

  @Test("are in no hash and no canonical text while there are none")
  func absent() throws {
    #expect(try !ScenarioText.scenario().canonicalText.contains("episodes"))
    #expect(
      try scenario("{ from_seconds: 10, until_seconds: 40, latency_scale: 5 }").canonicalText.contains(
        "hubspot.episodes[0].latency_scale = 5\n"
      )
    )
  }

  @Test("lose their limits, and keep their latency, where a run has no limits")
  func withoutLimits() throws {
    let unlimited = try scenario(
      "{ from_seconds: 1, until_seconds: 2, latency_scale: 5, ten_second_limit: 1 }, "
        + "{ from_seconds: 1, until_seconds: 2, other_search_percent: 50 }"
    ).withoutLimits
    #expect(
      unlimited.hubSpot.episodes == [HubSpotEpisode(from: .seconds(1), until: .seconds(2), latencyScale: 5)]
    )
  }

  @Test("end later than they begin, and change something")
  func ends() {
    #expect(
      problems("{ from_seconds: 5, until_seconds: 5, latency_scale: 2 }") == [
        "6: hubspot.episodes[0] goes from 5 to 5 s; expected until_seconds later than from_seconds."
      ]
    )
    #expect(problems("{ from_seconds: 5, until_seconds: 5.001, latency_scale: 2 }").isEmpty)
    #expect(
      problems("{ from_seconds: 5, until_seconds: 6 }") == [
        "6: hubspot.episodes[0] changes nothing from 5 to 6 s; "
          + "expected a key besides from_seconds and until_seconds."
      ]
    )
    #expect(
      problems("{ from_seconds: 5, latency_scale: 2 }") == [
        "6: hubspot.episodes[0].until_seconds is missing; expected a number."
      ]
    )
  }

  @Test("have ranges")
  func ranges() {
    #expect(
      problems("{ from_seconds: 0, until_seconds: 1, ten_second_limit: 0 }") == [
        "6: hubspot.episodes[0].ten_second_limit is 0; expected at least 1."
      ]
    )
    #expect(
      problems("{ from_seconds: 0, until_seconds: 1, other_search_percent: 201 }") == [
        "6: hubspot.episodes[0].other_search_percent is 201; expected at most 200."
      ]
    )
  }

  @Test("that overlap slow HubSpot down a thousand times at the most")
  func overlap() {
    func episodes(_ second: String) -> String {
      "{ from_seconds: 0, until_seconds: 9, latency_scale: 0.05 }, "
        + "{ from_seconds: \(second), until_seconds: 12, latency_scale: 0.01 }"
    }
    #expect(
      problems(episodes("8")) == [
        "6: hubspot.episodes let calls take 0.0005 times as long where they overlap, hubspot.latency.scale included; "
          + "expected 0.001 to 1000."
      ]
    )
    #expect(problems(episodes("9")).isEmpty)
  }

  @Test("are what leases must outlast: the slowest of them decides")
  func leases() {
    let slow = "{ from_seconds: 0, until_seconds: 1, latency_scale: 7 }"
    #expect(problems(slow).isEmpty)
    let lines = "core: { request_lease_seconds: 10 }\n"
    #expect(problems("{ from_seconds: 0, until_seconds: 1, latency_scale: 2 }", besides: lines).isEmpty)
    let found = problems(slow, besides: lines)
    #expect(found.count == 1)
    #expect(found.first?.contains("breaks the rule claim-outlasts-calls") == true, "\(found)")
  }
}
