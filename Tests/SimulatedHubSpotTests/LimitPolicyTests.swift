import HubSpotAPI
import LiteralTimes
import SimulatedHubSpot
import Testing
import VirtualTime

@Suite("The policies of HubSpot's limits")
struct LimitPolicyTests {
  @Test("are asked in the order burst, daily, search, ten-second")
  func order() {
    #expect(LimitPolicy.all == [.burst, .daily, .search, .tenSecond])
    #expect(LimitPolicy.all.map(\.name) == ["BURST", "DAILY", "SECONDLY", "TEN_SECONDLY_ROLLING"])
    for policy in LimitPolicy.all { #expect(LimitPolicy(named: policy.name) == policy) }
    #expect(LimitPolicy(named: "MONTHLY") == nil)
  }

  @Test("judge all calls, searches, or all but searches")
  func scopes() {
    let judging = { isSearch in LimitPolicy.all.filter { $0.scope.judges(isSearch: isSearch) } }
    #expect(judging(true) == [.burst, .daily, .search])
    #expect(judging(false) == [.burst, .daily, .tenSecond])
  }

  @Test("refuse with their own words and group")
  func words() {
    #expect(LimitPolicy.search.refusalMessage == "You have reached your secondly limit.")
    #expect(LimitPolicy.tenSecond.refusalMessage == "You have reached your ten_secondly_rolling limit.")
    #expect(LimitPolicy.search.groupName(appID: 7, portalID: 42) == "publicapi:crm:search:oauth:7:42")
    #expect(LimitPolicy.daily.groupName(appID: 7, portalID: 42) == nil)
    #expect(LimitPolicy.all.filter(\.namesRequest) == [.daily])
  }

  @Test("have a window and a bucket, but for the day's budget")
  func windows() {
    #expect(LimitPolicy.windows.map(\.bucket) == ["ten_second", "search", "burst"])
    #expect(LimitPolicy.windows.map(\.seconds) == [10, 1, 1])
    #expect(MemoryLayout<LimitPolicy>.size == 1)
    let limits = HubSpotLimits.starter()
    #expect(limits.countsByBucket == ["ten_second": 100, "search": 5])
  }
}
