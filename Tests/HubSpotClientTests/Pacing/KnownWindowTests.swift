import DeterministicRuntime
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import Testing
import VirtualTime

/// Against the simulated HubSpot, whose limits judge a call when it arrives.
@Suite("A client that knows HubSpot's windows")
struct KnownWindowTests {
  private static func known(_ context: ClientContext) -> PacedTransport<KnownWindows> {
    PacedTransport(context, KnownWindows(context.settings.pacing))
  }

  @Test("is never refused in a rush, and keeps the window full", arguments: 1...10 as ClosedRange<UInt64>)
  func rush(_ seed: UInt64) throws {
    try simulate {
      let account = try await PacedAccount.open(seed: seed)
      let context = account.context { $0.longestForegroundWait = .seconds(100) }
      let outcome = await account.send(500, within: .seconds(1), searches: 10, through: [Self.known(context)])
      #expect(outcome == PacedAccount.Outcome(served: 500))
      // 450 reads in five windows: the first at once, each later one a window and the way up after the one before.
      #expect(milliseconds < 42_500)
    }
  }

  @Test("is never refused under a load just below the limit", arguments: 1...10 as ClosedRange<UInt64>)
  func steady(_ seed: UInt64) throws {
    try simulate {
      let account = try await PacedAccount.open(seed: seed)
      let outcome = await account.send(540, within: .seconds(60), through: [Self.known(account.context())])
      #expect(outcome == PacedAccount.Outcome(served: 540))
    }
  }

  @Test("is never refused while another app takes 30 %, evenly", arguments: 1...10 as ClosedRange<UInt64>)
  func evenOthers(_ seed: UInt64) throws {
    #expect(try Self.rush(seed, .constant) == PacedAccount.Outcome(served: 400))
  }

  // Others that come in bunches may fill the last places while the last of many calls are on their way; while this client
  // keeps the window full, they show too rarely for their rate to be known.
  @Test("is refused hardly ever while other apps take 30 %, by chance", arguments: 1...10 as ClosedRange<UInt64>)
  func bunchedOthers(_ seed: UInt64) throws {
    let outcome = try Self.rush(seed, .poisson)
    #expect(outcome.served + outcome.refused == 400)
    #expect(outcome.refused <= 4)
  }

  private static func rush(_ seed: UInt64, _ arrivals: OtherTraffic.Arrivals) throws -> PacedAccount.Outcome {
    try simulate {
      let others = OtherTraffic(tenSecondPercent: 30, searchPercent: 0, arrivals: arrivals)
      let account = try await PacedAccount.open(seed: seed, otherTraffic: others)
      let context = account.context { $0.longestForegroundWait = .seconds(200) }
      return await account.send(400, within: .seconds(1), through: [known(context)])
    }
  }

  @Test("believes the limit that replies tell", arguments: 1...5 as ClosedRange<UInt64>)
  func lowered(_ seed: UInt64) throws {
    try simulate {
      let limits = HubSpotLimits(daily: nil, tenSecond: RateLimit(limit: 50, window: .seconds(10)))
      let account = try await PacedAccount.open(seed: seed, limits: limits)
      let transport = Self.known(account.context { $0.longestForegroundWait = .seconds(100) })
      let first = await account.send(40, within: .seconds(1), through: [transport])
      let second = await account.send(200, within: .seconds(1), through: [transport])
      #expect(first.refused + second.refused == 0)
    }
  }

  @Test("believes of two replies the one whose call was sent later, whichever comes first")
  func overtaken() {
    var settings = PacingSettings()
    settings.reserve = 0
    var windows = KnownWindows(settings)
    for number in 1...2 { windows.send(Turn(number), isSearch: false, at: .milliseconds(100 * number)) }
    for (number, max) in [(2, 50), (1, 100)] {
      let headers = RateLimitHeaders(
        max: max,
        remaining: max - 2,
        intervalMilliseconds: 10_000,
        daily: nil,
        dailyRemaining: nil
      )
      let response = HubSpotResponse(status: 200, body: .empty, rateLimit: headers)
      windows.end(Turn(number), response, at: .milliseconds(400))
    }
    #expect(windows.room(isSearch: false, within: .zero, at: .milliseconds(400)) == 48)
  }

  @Test("expects nobody's turn before a pause ends")
  func behindPause() {
    var windows = KnownWindows(PacingSettings())
    windows.send(Turn(1), isSearch: true, at: .milliseconds(0))
    var body = HubSpotErrorBody(message: "", category: "RATE_LIMITS", correlationID: "")
    body.policyName = LimitPolicy.search.name
    windows.end(Turn(1), HubSpotResponse(status: 429, body: .error(body)), at: .milliseconds(50))
    #expect(windows.opening(behind: 0, isSearch: true, at: .milliseconds(60)) == .milliseconds(1_050))
    #expect(windows.opening(behind: 0, isSearch: false, at: .milliseconds(60)) == .milliseconds(60))
  }

  @Test("has room again for who asks before anything is sent: after a pause, and once what it knew of others is old")
  func forgets() {
    func answer(remaining: Int, isRefused: Bool) -> HubSpotResponse {
      var body = HubSpotErrorBody(message: "", category: "RATE_LIMITS", correlationID: "")
      body.policyName = LimitPolicy.tenSecond.name
      let headers = RateLimitHeaders(
        max: 100,
        remaining: remaining,
        intervalMilliseconds: 10_000,
        daily: nil,
        dailyRemaining: nil
      )
      return HubSpotResponse(status: isRefused ? 429 : 200, body: isRefused ? .error(body) : .empty, rateLimit: headers)
    }
    var windows = KnownWindows(PacingSettings())
    windows.send(Turn(1), isSearch: false, at: .milliseconds(0))
    windows.end(Turn(1), answer(remaining: 0, isRefused: true), at: .milliseconds(50))
    #expect(windows.room(isSearch: false, within: .zero, at: .milliseconds(60)) == 0)
    // The pause is over, and others seem to fill the window.
    #expect(windows.room(isSearch: false, within: .zero, at: .milliseconds(29_999)) == 0)
    #expect(windows.room(isSearch: false, within: .zero, at: .milliseconds(30_000)) == 99)
    windows.send(Turn(2), isSearch: false, at: .milliseconds(40_000))
    windows.end(Turn(2), answer(remaining: 99, isRefused: false), at: .milliseconds(40_050))
    #expect(windows.room(isSearch: false, within: .zero, at: .milliseconds(40_060)) == 98)
  }

  @Test("lets nothing go for a second after a refusal, then one call that looks, then all")
  func pause() throws {
    try simulate {
      let limits = HubSpotLimits(daily: nil, tenSecond: RateLimit(limit: 2, window: .seconds(10)))
      let account = try await PacedAccount.open(seed: 1, limits: limits)
      // It believes in more than there is, and three calls leave before the first reply says so.
      let transport = Self.known(
        account.context {
          $0.tenSecondLimit = 3
          $0.reserve = 0
        }
      )
      let outcome = await account.send(3, within: .zero, through: [transport])
      #expect(outcome == PacedAccount.Outcome(served: 2, refused: 1))
      let rest = await account.send(2, within: .zero, through: [transport])
      #expect(rest == PacedAccount.Outcome(served: 2))
      let arrivals = account.judgements.events.map(\.at.seconds)
      #expect(arrivals.count == 5)
      #expect(arrivals[3] > 10)
    }
  }

  @Test("admits nothing when the day is used up, but one call a minute that looks whether a new one has begun")
  func daily() throws {
    try simulate {
      let limits = HubSpotLimits(daily: 3, tenSecond: PacedAccount.tens)
      let account = try await PacedAccount.open(seed: 1, limits: limits)
      let transport = Self.known(account.context())
      let first = await account.send(5, within: .seconds(3), through: [transport])
      #expect(first.served == 3)
      #expect(first.refused + first.unanswered == 2)
      let sent = account.judgements.events.count
      let second = await account.send(20, within: .seconds(30), through: [transport])
      #expect(second == PacedAccount.Outcome(unanswered: 20))
      #expect(account.judgements.events.count == sent)
      try await PlainTime().sleep(for: .seconds(60))
      #expect(await account.send(1, within: .zero, through: [transport]).refused == 1)
      try await PlainTime().sleep(for: .seconds(86_400))
      #expect(await account.send(1, within: .zero, through: [transport]).served == 1)
      #expect(await account.send(1, within: .zero, through: [transport]).served == 1)
    }
  }
}
