import Scenarios
import SimulatedHubSpot
import Testing

@testable import AccountScenarios

@Suite("Limits asked for by a tier or a number")
struct TierLimitsTests {
  @Test("are all those of a tier that is named")
  func named() throws {
    for (word, tier) in HubSpotTier.words {
      let asked = try TierLimits(word, for: .enterprise().withLimitIncrease())
      #expect(asked.tier == word && asked.limits == tier.limits)
    }
    var unlimited = HubSpotLimits.starter()
    unlimited.daily = nil
    #expect(try TierLimits("enterprise", for: unlimited).limits.daily == nil)
  }

  @Test("bring the day that is sold with the number, and the account's where none is or it is its own")
  func numbers() throws {
    let own = HubSpotLimits(
      burst: HubSpotLimits.assumedBurst,
      daily: 7_000,
      tenSecond: HubSpotLimits.starter().tenSecond
    )
    let days = try ["100", "190", "250", "189"].map { try TierLimits($0, for: own).limits.daily }
    #expect(days == [7_000, 625_000, 1_625_000, 7_000])
    let other = try TierLimits("190", for: own)
    #expect(other.tier == "professional" && other.limits.burst == own.burst && other.limits.tenSecond.limit == 190)
    #expect(try TierLimits("189", for: own).tier == nil)
  }

  @Test("count the calls of an account that is sold them, which keeps its other limits")
  func account() throws {
    let account = AccountSettings(.customer)
    for text in HubSpotTier.names + ["100", "190", "250", "77"] {
      var expected = account.limits
      let asked = try TierLimits(text, for: account.limits).limits
      (expected.tenSecond, expected.daily) = (asked.tenSecond, asked.daily)
      #expect(try account.sold(as: text).limits == expected)
    }
    #expect(throws: TierError.unknown("gold")) { try account.sold(as: "gold") }
  }

  @Test(
    "are refused from 0 down and beyond 100,000, and where they are neither name nor number",
    arguments: [
      ("0", TierError.outOfRange("0")), ("100001", .outOfRange("100001")), ("1e3", .unknown("1e3")), ("", .unknown("")),
      ("starter,free", .unknown("starter,free")),
    ]
  )
  func refused(_ text: String, _ error: TierError) throws {
    #expect(throws: error) { try TierLimits(text, for: .starter()) }
    #expect(try ["1", "100000"].map { try TierLimits($0, for: .starter()).limits.tenSecond.limit } == [1, 100_000])
  }
}
