import AccountScenarios
import Fixtures
import Results
import Scenarios
import Testing

@testable import Experiments

@Suite("The tiers of a capacity search")
struct TiersTests {
  private func tiers(_ text: String, _ hubSpot: String = "{}") throws -> [CapacityPlan.Tier] {
    try Tiers.tiers(text, for: ScenarioText.scenario(adding: "hubspot: \(hubSpot)\n").hubSpot.limits)
  }

  @Test("are called by HubSpot's names or by their requests per 10 s")
  func names() throws {
    #expect(
      try tiers("free,professional,enterprise,250,120") == [
        .init(name: "100 (free)", tenSecondLimit: 100, dailyLimit: 250_000),
        .init(name: "190 (professional)", tenSecondLimit: 190, dailyLimit: 625_000),
        .init(name: "190 (enterprise)", tenSecondLimit: 190, dailyLimit: 1_000_000),
        .init(name: "250 (professional with limit increase)", tenSecondLimit: 250, dailyLimit: 1_625_000),
        .init(name: "120", tenSecondLimit: 120, dailyLimit: 250_000),
      ]
    )
    #expect(try tiers("marketplace").map(\.dailyLimit) == [nil])
  }

  @Test("bring their daily limit unless the scenario has none; its own number keeps the scenario's")
  func daily() throws {
    #expect(try tiers("starter,190", "{ daily_limit: off }").map(\.dailyLimit) == [nil, nil])
    #expect(try tiers("190,professional", "{ tier: enterprise }").map(\.dailyLimit) == [1_000_000, 625_000])
  }

  @Test(
    "are refused when they are none, or there twice",
    arguments: [
      ("starter,starter", TierError.twice("starter")), ("100,starter", .twice("starter")), ("fast", .unknown("fast")),
      ("100,", .unknown("")), ("0", .outOfRange("0")), ("100001", .outOfRange("100001")), ("-5", .outOfRange("-5")),
    ]
  )
  func refused(_ text: String, _ error: TierError) {
    #expect(throws: error) { try tiers(text) }
  }
}
