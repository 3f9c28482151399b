import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import SimulatedHubSpot
import Testing
import VirtualTime

@Suite("The rate limits of an account")
struct RateLimiterTests {
  private static let second: Int64 = 1_000_000_000
  private static let day: Int64 = 86_400 * second

  private func limiter(
    burst: Int? = nil,
    daily: Int? = 1_000,
    search: Int = 5,
    tenSecond: Int = 100,
    countsRefused: Bool = false,
    dailyReset: Duration = .zero,
    other: OtherTraffic = .none,
    epoch: Int64 = 0,
    seed: UInt64 = 1
  ) -> RateLimiter {
    let limits = HubSpotLimits(
      burst: burst.map { RateLimit(limit: $0, window: .seconds(1)) },
      daily: daily,
      search: RateLimit(limit: search, window: .seconds(1)),
      tenSecond: RateLimit(limit: tenSecond, window: .seconds(10)),
      countsRefusedInTenSecond: countsRefused,
      dailyReset: dailyReset
    )
    return RateLimiter(limits, otherTraffic: other, epoch: epoch, random: KeyedRandom(seed: seed))
  }

  @Test("ten-second: the 101st call is refused, and admitted once the first is exactly 10 s old")
  func tenSecond() {
    var limiter = limiter()
    for call in 0..<100 { #expect(limiter.judge(isSearch: false, at: VirtualInstant(Int64(call))) == nil) }
    #expect(limiter.judge(isSearch: false, at: 100) == .tenSecond)
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(10 * Self.second - 1)) == .tenSecond)
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(10 * Self.second)) == nil)
    #expect(limiter.violations.isEmpty)
  }

  @Test("search: the sixth in a second is refused, and no search touches the ten-second window")
  func search() {
    var limiter = limiter()
    for call in 0..<5 { #expect(limiter.judge(isSearch: true, at: VirtualInstant(Int64(call))) == nil) }
    #expect(limiter.judge(isSearch: true, at: VirtualInstant(Self.second - 1)) == .search)
    #expect(limiter.judge(isSearch: true, at: VirtualInstant(Self.second)) == nil)
    #expect(limiter.headers(at: VirtualInstant(Self.second)).remaining == 100)
    #expect(limiter.headers(at: VirtualInstant(Self.second)).dailyRemaining == 1_000 - 7)
  }

  @Test("burst: the 151st in a second is refused by name, whatever it asks for")
  func burst() {
    var limiter = limiter(burst: 150, search: 500, tenSecond: 500)
    for call in 0..<150 { #expect(limiter.judge(isSearch: call % 2 == 0, at: 0) == nil) }
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(Self.second - 1)) == .burst)
    #expect(limiter.judge(isSearch: true, at: VirtualInstant(Self.second - 1)) == .burst)
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(Self.second)) == nil)
  }

  @Test("what the burst limit refuses counts nowhere, not even in the day")
  func burstRefusalsCountNowhere() {
    var limiter = limiter(burst: 2)
    for _ in 0..<10 { _ = limiter.judge(isSearch: false, at: 0) }
    #expect(limiter.headers(at: 0).remaining == 98)
    #expect(limiter.headers(at: 0).dailyRemaining == 998)
    // Two passed at 0, so at exactly one second the edge is free again.
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(Self.second)) == nil)
  }

  @Test("what passes the edge counts there even if a limit behind it refuses")
  func refusedBehindTheEdge() {
    var limiter = limiter(burst: 3, tenSecond: 1)
    #expect(limiter.judge(isSearch: false, at: 0) == nil)
    #expect(limiter.judge(isSearch: false, at: 0) == .tenSecond)
    #expect(limiter.judge(isSearch: false, at: 0) == .tenSecond)
    #expect(limiter.judge(isSearch: false, at: 0) == .burst)
  }

  @Test("daily: is asked before the other two, and counts what they refuse")
  func daily() {
    var limiter = limiter(daily: 4, tenSecond: 2)
    #expect(limiter.judge(isSearch: false, at: 0) == nil)
    #expect(limiter.judge(isSearch: false, at: 0) == nil)
    #expect(limiter.judge(isSearch: false, at: 0) == .tenSecond)
    #expect(limiter.judge(isSearch: false, at: 0) == .tenSecond)
    #expect(limiter.judge(isSearch: false, at: 0) == .daily)
    #expect(limiter.judge(isSearch: true, at: 0) == .daily)
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(20 * Self.second)) == .daily)
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(Self.day - 1)) == .daily)
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(Self.day)) == nil)
    #expect(limiter.violations.isEmpty)
  }

  /// Hours: when the run begins and when the account's day begins (UTC), and how far apart they are.
  private static let midnights: [[Int64]] = [[0, 0, 24], [21, 0, 3], [21, 4, 7], [1, 4, 3], [4, 4, 24]]

  @Test("the day ends at the account's midnight, wherever the run begins", arguments: midnights)
  func midnight(example: [Int64]) {
    let epoch = example[0] * 3_600_000
    let reset = Duration.seconds(example[1] * 3_600)
    let hours = example[2]
    var limiter = limiter(daily: 1, dailyReset: reset, epoch: ExampleAccount.epoch + epoch)
    #expect(limiter.judge(isSearch: false, at: 0) == nil)
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(hours * 3_600 * Self.second - 1)) == .daily)
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(hours * 3_600 * Self.second)) == nil)
    #expect(limiter.violations.isEmpty)
  }

  @Test("refused calls do not count in the ten-second window, unless the setting says so")
  func refusedCounts() {
    var lenient = limiter(tenSecond: 1)
    var strict = limiter(tenSecond: 1, countsRefused: true)
    for at in [0, 5 * Self.second] {
      _ = lenient.judge(isSearch: false, at: VirtualInstant(at))
      _ = strict.judge(isSearch: false, at: VirtualInstant(at))
    }
    #expect(lenient.judge(isSearch: false, at: VirtualInstant(10 * Self.second)) == nil)
    #expect(strict.judge(isSearch: false, at: VirtualInstant(10 * Self.second)) == .tenSecond)
    #expect(strict.judge(isSearch: false, at: VirtualInstant(20 * Self.second)) == nil)
    #expect(strict.violations.isEmpty)
  }

  @Test("an app without a daily limit has no daily headers")
  func noDaily() {
    var limiter = limiter(daily: nil)
    _ = limiter.judge(isSearch: false, at: 0)
    let headers = limiter.headers(at: 0)
    #expect(headers.daily == nil)
    #expect(headers.dailyRemaining == nil)
    #expect(headers.max == 100)
    #expect(headers.remaining == 99)
    #expect(headers.intervalMilliseconds == 10_000)
    #expect(headers.secondly == 10)
    #expect(headers.secondlyRemaining == 9)
  }

  @Test("random arrivals pass exactly as brute force says, by all four policies", arguments: 0..<25 as Range<UInt64>)
  func agreesWithBruteForce(seed: UInt64) {
    var limiter = limiter(burst: 12, daily: 700, search: 3, tenSecond: 40)
    var draw = KeyedRandom(seed: seed).draw("arrivals")
    var now: Int64 = 0
    var (passed, searches, others): ([Int64], [Int64], [Int64]) = ([], [], [])
    for _ in 0..<1_500 {
      // Steps of 50 ms and of nothing, so that ties and exact edges are frequent.
      now += Int64(draw.uniformInteger(in: 0..<6)) * 50_000_000
      let isSearch = draw.uniformInteger(in: 0..<3) == 0
      var expected: LimitPolicy?
      if passed.count(where: { $0 > now - Self.second }) >= 12 {
        expected = .burst
      } else {
        if passed.count >= 700 {
          expected = .daily
        } else if isSearch, searches.count(where: { $0 > now - Self.second }) >= 3 {
          expected = .search
        } else if !isSearch, others.count(where: { $0 > now - 10 * Self.second }) >= 40 {
          expected = .tenSecond
        }
        passed.append(now)
      }
      if expected == nil {
        if isSearch { searches.append(now) } else { others.append(now) }
      }
      #expect(limiter.judge(isSearch: isSearch, at: VirtualInstant(now)) == expected)
    }
    #expect(limiter.violations.isEmpty)
  }
}

@Suite("The traffic of other apps")
struct OtherTrafficTests {
  private static let second: Int64 = 1_000_000_000

  private func limiter(_ other: OtherTraffic, daily: Int? = 10_000, seed: UInt64 = 1) -> RateLimiter {
    RateLimiter(
      HubSpotLimits(daily: daily, tenSecond: RateLimit(limit: 100, window: .seconds(10))),
      otherTraffic: other,
      epoch: 0,
      random: KeyedRandom(seed: seed)
    )
  }

  @Test("takes its share evenly: with 30 % there is room for 70")
  func takesItsShare() {
    var limiter = limiter(OtherTraffic(tenSecondPercent: 30, searchPercent: 0))
    let now = 100 * Self.second
    #expect(limiter.headers(at: VirtualInstant(now)).remaining == 70)
    for _ in 0..<70 { #expect(limiter.judge(isSearch: false, at: VirtualInstant(now)) == nil) }
    #expect(limiter.judge(isSearch: false, at: VirtualInstant(now)) == .tenSecond)
    #expect(limiter.violations.isEmpty)
  }

  @Test("arrives in constant gaps, the first one gap after the start, before a request of the same instant")
  func constantGaps() {
    var limiter = limiter(OtherTraffic(tenSecondPercent: 50, searchPercent: 0))
    #expect(limiter.headers(at: VirtualInstant(Self.second / 5 - 1)).remaining == 100)
    #expect(limiter.headers(at: VirtualInstant(Self.second / 5)).remaining == 99)
    #expect(limiter.headers(at: VirtualInstant(2 * Self.second / 5)).remaining == 98)
  }

  @Test("is refused like anybody else when the window is full, and counts in the day all the same")
  func isRefusedToo() {
    var limiter = limiter(OtherTraffic(tenSecondPercent: 50, searchPercent: 0))
    for _ in 0..<100 { _ = limiter.judge(isSearch: false, at: 0) }
    // All 49 others until then have been refused: the window is empty again at 10 s but for the one of that instant.
    #expect(limiter.headers(at: VirtualInstant(10 * Self.second)).remaining == 99)
    #expect(limiter.headers(at: VirtualInstant(10 * Self.second)).dailyRemaining == 10_000 - 100 - 50)
  }

  @Test("takes the search quota apart from the other one")
  func takesSearches() {
    var limiter = limiter(OtherTraffic(tenSecondPercent: 0, searchPercent: 60))
    let now = 50 * Self.second
    for _ in 0..<2 { #expect(limiter.judge(isSearch: true, at: VirtualInstant(now)) == nil) }
    #expect(limiter.judge(isSearch: true, at: VirtualInstant(now)) == .search)
    #expect(limiter.headers(at: VirtualInstant(now)).remaining == 100)
  }

  @Test("comes at random with the right mean, the same in every run, whenever it is looked at")
  func poisson() {
    let other = OtherTraffic(tenSecondPercent: 40, searchPercent: 20, arrivals: .poisson)
    let hour = 3_600 * Self.second
    var once = limiter(other, daily: 1_000_000, seed: 9)
    var often = limiter(other, daily: 1_000_000, seed: 9)
    for step in 1..<1_000 { _ = often.headers(at: VirtualInstant(hour / 1_000 * Int64(step))) }
    let used = 1_000_000 - (once.headers(at: VirtualInstant(hour)).dailyRemaining ?? 0)
    #expect(often.headers(at: VirtualInstant(hour)).dailyRemaining == 1_000_000 - used)
    // 4 + 1 a second: 18,000, with a standard deviation of 134.
    #expect(abs(used - 18_000) < 540)
    #expect(once.violations.isEmpty)
  }
}

@Suite("The published tiers")
struct TierTests {
  @Test("have their documented numbers")
  func numbers() {
    #expect(HubSpotLimits.starter().tenSecond.limit == 100)
    #expect(HubSpotLimits.starter().daily == 250_000)
    #expect(HubSpotLimits.professional().tenSecond.limit == 190)
    #expect(HubSpotLimits.professional().daily == 625_000)
    #expect(HubSpotLimits.enterprise().daily == 1_000_000)
    #expect(HubSpotLimits.marketplace().tenSecond.limit == 110)
    #expect(HubSpotLimits.starter().burst == nil)
  }

  @Test("grow by an increase: 250 per 10 s that do not stack, a million a day that do")
  func increase() {
    let twice = HubSpotLimits.professional().withLimitIncrease(2)
    #expect(twice.tenSecond.limit == 250)
    #expect(twice.daily == 2_625_000)
    #expect(HubSpotLimits.professional().withLimitIncrease().daily == 1_625_000)
  }
}
