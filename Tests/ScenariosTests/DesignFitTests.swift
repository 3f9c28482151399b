import BookingCore
import Fixtures
import Scenarios
import Testing

@Suite("A design in a scenario")
struct DesignFitTests {
  private static func objection(_ pacing: String, _ lines: String) throws -> String? {
    try ScenarioText.scenario(adding: lines + "\n").objection(
      to: DesignRegistry.design("phase2+pacing=\(pacing)")
    )
  }

  @Test("cannot be right with a reservoir above the limit, or one that is filled too often")
  func reservoir() throws {
    #expect(try Self.objection("reservoir", "core: { pacing: { reservoir: 100 } }") == nil)
    #expect(
      try Self.objection("reservoir", "core: { pacing: { reservoir: 101 } }")
        == "pacing=reservoir lets 101 calls go every 10 s, and HubSpot takes 100 in any 10 s; expected "
        + "core.pacing.reservoir of at most 100, or a longer core.pacing.reservoir_refresh_seconds."
    )
    let often = "core: { pacing: { reservoir_refresh_seconds: 5, reservoir: "
    #expect(try Self.objection("reservoir", often + "50 } }") == nil)
    #expect(try Self.objection("reservoir", often + "51 } }") != nil)
    // Nobody reads it.
    #expect(try Self.objection("gcra", "core: { pacing: { reservoir: 101 } }") == nil)
  }

  @Test("cannot be right with a token bucket that lets more go in ten seconds than the limit")
  func tokenBucket() throws {
    #expect(try Self.objection("gcra", "") == nil)
    let bucket = "core: { pacing: { bucket_tokens: 20, bucket_tokens_per_second: "
    #expect(try Self.objection("gcra", bucket + "8 } }") == nil)
    #expect(
      try Self.objection("gcra", bucket + "8.1 } }")
        == "pacing=gcra lets 20 calls go at once and 8.1 a second after that, which is 101 in 10 s, and HubSpot takes 100; "
        + "expected core.pacing.bucket_tokens plus ten times core.pacing.bucket_tokens_per_second of at most 100."
    )
  }

  @Test("cannot be right with a share of nothing")
  func share() throws {
    #expect(try Self.objection("window-share", "core: { instances: 5 }") == nil)
    #expect(
      try Self.objection("window-share", "core: { instances: 6 }")
        == "pacing=window-share gives each of 6 instances an even share of 5 searches a second, and that is none; expected "
        + "at most 5 core.instances, or pacing=store-window."
    )
  }

  @Test("cannot be right with a share of nobody knows how many instances")
  func shareOfFunctions() throws {
    let host = "core: { host: an-instance-a-request }"
    #expect(
      try Self.objection("window-share", host)
        == "pacing=window-share gives each instance an even share of the limits, and with core.host "
        + "an-instance-a-request nobody knows among how many; expected pacing=store-window, or core.host resident."
    )
    #expect(try Self.objection("store-window", host) == nil)
    #expect(try Self.objection("window-share", "core: { host: resident }") == nil)
  }

  @Test("is refused where the file itself names it")
  func named() {
    let text = ScenarioText.least + "designs: [phase2+pacing=window-share]\ncore: { instances: 6 }\n"
    let problems = ScenarioText.problems(of: text)
    #expect(problems.count == 1)
    #expect(problems[0].contains("designs names phase2+pacing=window-share, which cannot be right here: "))
  }
}
