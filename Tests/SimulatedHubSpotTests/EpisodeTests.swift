import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import SimulatedHubSpot
import Testing
import VirtualTime

@Suite("A HubSpot that behaves differently for a while")
struct EpisodeTests {
  private static let second: Int64 = 1_000_000_000
  private let read = HubSpotCall.readObject(ObjectQuery(.contacts, .id(ObjectID(1)), properties: []))

  private func limiter(
    _ episodes: [HubSpotEpisode],
    tenSecond: Int = 4,
    search: Int = 5,
    other: OtherTraffic = .none
  ) -> RateLimiter {
    let limits = HubSpotLimits(
      daily: nil,
      search: RateLimit(limit: search, window: .seconds(1)),
      tenSecond: RateLimit(limit: tenSecond, window: .seconds(10))
    )
    return RateLimiter(limits, otherTraffic: other, epoch: 0, random: KeyedRandom(seed: 1), episodes: episodes)
  }

  private func nanoseconds(_ milliseconds: Int64) -> VirtualInstant { VirtualInstant(milliseconds * 1_000_000) }

  private func time(sentAt milliseconds: Int64, _ episodes: [HubSpotEpisode]) throws -> Int64 {
    let configuration = try ExampleAccount.configuration(episodes: episodes)
    let read = read
    return try simulate(configuration) { hubSpot in
      _ = try await hubSpot.ask(read, at: milliseconds)
      return VirtualClock().nanoseconds / 1_000_000 - milliseconds
    }
  }

  @Test("takes so many times as long for calls sent from its first moment on, and no longer at its end")
  func latency() throws {
    let slow = [HubSpotEpisode(from: .seconds(1), until: .seconds(2), latencyScale: 5)]
    #expect(try time(sentAt: 999, slow) == 200)
    #expect(try time(sentAt: 1_000, slow) == 1_000)
    #expect(try time(sentAt: 1_999, slow) == 1_000)
    #expect(try time(sentAt: 2_000, slow) == 200)
  }

  @Test("multiplies the scales of episodes that overlap")
  func overlappingScales() throws {
    let slow = [
      HubSpotEpisode(from: .zero, until: .seconds(3), latencyScale: 2),
      HubSpotEpisode(from: .seconds(1), until: .seconds(2), latencyScale: 3),
    ]
    #expect(try [500, 1_500, 2_500, 3_500].map { try time(sentAt: $0, slow) } == [400, 1_200, 400, 200])
  }

  @Test("scales the way up and refusals with the rest, and each draw with its median")
  func wayUpAndDraws() throws {
    var profile = LatencyProfile(fallback: .milliseconds(200)).withoutVariation
    profile.wayUp = .milliseconds(30)
    let limits = HubSpotLimits(daily: nil, tenSecond: RateLimit(limit: 1, window: .seconds(10)))
    let slow = [HubSpotEpisode(from: .zero, until: .seconds(1), latencyScale: 2)]
    let recorder = Recorder<HubSpotRequestEvent>()
    let read = read
    try simulate(ExampleAccount.configuration(limits: limits, latency: profile, episodes: slow), requests: recorder) {
      hubSpot in
      async let first = hubSpot.ask(read)
      async let second = hubSpot.ask(read)
      _ = try await (first, second)
      #expect(recorder.events.map(\.judgedAt) == [60_000_000, 60_000_000])
      #expect(recorder.events.map(\.answeredAt) == [60_000_000, 400_000_000])
    }
    let varied = try [[], slow].map { episodes in
      let configuration = try ExampleAccount.configuration(
        latency: LatencyProfile(fallback: .milliseconds(200)),
        episodes: episodes
      )
      return try simulate(configuration) { hubSpot in
        _ = try await hubSpot.ask(read, visitor: 7)
        return VirtualClock().nanoseconds
      }
    }
    #expect(abs(varied[1] - 2 * varied[0]) <= 1)
  }

  @Test("holds a lowered limit against what its window has admitted before, from the first moment on")
  func loweredLimit() {
    var limiter = limiter([HubSpotEpisode(from: .seconds(5), until: .seconds(20), tenSecondLimit: 2)])
    for call in 0..<3 { #expect(limiter.judge(isSearch: false, at: nanoseconds(Int64(call))) == nil) }
    #expect(limiter.headers(at: nanoseconds(4_999)).max == 4)
    #expect(limiter.headers(at: nanoseconds(4_999)).remaining == 1)
    #expect(limiter.headers(at: nanoseconds(5_000)).max == 2)
    #expect(limiter.headers(at: nanoseconds(5_000)).remaining == 0)
    #expect(limiter.judge(isSearch: false, at: nanoseconds(5_000)) == .tenSecond)
    // Two of the three are still in the window when the first has left it.
    #expect(limiter.judge(isSearch: false, at: nanoseconds(10_000)) == .tenSecond)
    #expect(limiter.judge(isSearch: false, at: nanoseconds(10_001)) == nil)
    #expect(limiter.judge(isSearch: false, at: nanoseconds(10_002)) == nil)
    #expect(limiter.judge(isSearch: false, at: nanoseconds(19_999)) == .tenSecond)
    #expect(limiter.headers(at: nanoseconds(20_000)).remaining == 2)
    for _ in 0..<2 { #expect(limiter.judge(isSearch: false, at: nanoseconds(20_000)) == nil) }
    #expect(limiter.judge(isSearch: false, at: nanoseconds(20_000)) == .tenSecond)
    #expect(limiter.violations.isEmpty)
  }

  @Test("lets the later of two overlapping episodes say the limit, and only of what it names")
  func laterWins() {
    var limiter = limiter([
      HubSpotEpisode(from: .zero, until: .seconds(30), tenSecondLimit: 1, searchLimit: 1),
      HubSpotEpisode(from: .zero, until: .seconds(1), tenSecondLimit: 3),
    ])
    #expect(limiter.headers(at: nanoseconds(999)).max == 3)
    #expect(limiter.headers(at: nanoseconds(1_000)).max == 1)
    #expect(limiter.judge(isSearch: true, at: nanoseconds(1_000)) == nil)
    #expect(limiter.judge(isSearch: true, at: nanoseconds(1_999)) == .search)
    #expect(limiter.judge(isSearch: true, at: nanoseconds(2_000)) == nil)
  }

  @Test("has other apps come and go, of the regular limit, evenly from its first moment on")
  func otherTraffic() {
    var limiter = limiter(
      [
        HubSpotEpisode(from: .seconds(10), until: .seconds(20), otherTenSecondPercent: 50),
        HubSpotEpisode(from: .seconds(10), until: .seconds(20), tenSecondLimit: 50),
      ],
      tenSecond: 100
    )
    #expect(limiter.headers(at: nanoseconds(10_199)).remaining == 50)
    #expect(limiter.headers(at: nanoseconds(10_200)).remaining == 49)
    // 49 came before 20 s; the fiftieth would have come at the episode's end, and is not sent.
    #expect(limiter.headers(at: nanoseconds(19_999)).remaining == 1)
    #expect(limiter.headers(at: nanoseconds(20_000)).remaining == 51)
    #expect(limiter.headers(at: nanoseconds(30_000)).remaining == 100)
  }

  @Test("leaves other traffic as it is where it says nothing of it")
  func otherTrafficUndisturbed() {
    let regular = OtherTraffic(tenSecondPercent: 30, searchPercent: 30)
    var (plain, lowered) = (
      limiter([], tenSecond: 100, other: regular),
      limiter(
        [HubSpotEpisode(from: .milliseconds(333), until: .milliseconds(777), latencyScale: 2)],
        tenSecond: 100,
        other: regular
      )
    )
    for tenth in 0..<100 as Range<Int64> {
      let (expected, headers) = (
        plain.headers(at: nanoseconds(tenth * 100)), lowered.headers(at: nanoseconds(tenth * 100))
      )
      #expect(headers == expected)
    }
  }

  @Test("is judged as brute force says, and its own check agrees", arguments: 0..<25 as Range<UInt64>)
  func agreesWithBruteForce(seed: UInt64) {
    let episodes = [
      HubSpotEpisode(from: .seconds(7), until: .seconds(21), tenSecondLimit: 10),
      HubSpotEpisode(from: .seconds(15), until: .seconds(30), tenSecondLimit: 60),
      HubSpotEpisode(from: .seconds(40), until: .seconds(55), tenSecondLimit: 1),
    ]
    var limiter = limiter(episodes, tenSecond: 40)
    var draw = KeyedRandom(seed: seed).draw("arrivals")
    var (now, admitted): (Int64, [Int64]) = (0, [])
    for _ in 0..<900 {
      now += Int64(draw.uniformInteger(in: 0..<4)) * 50_000_000
      let limit =
        switch Double(now) / 1e9 {
        case 7..<15: 10
        case 15..<30: 60
        case 40..<55: 1
        default: 40
        }
      let hasRoom = admitted.count { $0 > now - 10 * Self.second } < limit
      if hasRoom { admitted.append(now) }
      #expect(limiter.judge(isSearch: false, at: VirtualInstant(now)) == (hasRoom ? nil : .tenSecond))
    }
    #expect(limiter.violations.isEmpty)
  }

  @Test("is checked by a second mechanism that knows the episodes: one admission too many in one is found")
  func check() {
    var check = AdmissionCheck(limit: 3, window: 10, changes: [.init(5..<20, limit: 1), .init(40..<50, limit: 5)])
    let verdicts = [0, 1, 2, 5, 12, 14, 21, 22, 40, 41, 42, 43].map { check.isSound(admittingAt: $0) }
    // 5 follows 2; 12 comes 7 after 5; 14 comes 2 after 12; 21 comes 16 after 5, the third before it, and 22 comes 10 after 12.
    #expect(verdicts == [true, true, true, false, false, false, true, true, true, true, true, true])
    // 45 is the sixth within 10, from 40 on.
    #expect([44, 45].map { check.isSound(admittingAt: $0) } == [true, false])
  }

  @Test("is refused when it cannot be")
  func refused() {
    let wrong = [
      HubSpotEpisode(from: .seconds(1), until: .seconds(1), latencyScale: 2),
      HubSpotEpisode(from: .zero, until: .seconds(1), latencyScale: 0),
      HubSpotEpisode(from: .zero, until: .seconds(1), tenSecondLimit: 0),
      HubSpotEpisode(from: .zero, until: .seconds(1), otherSearchPercent: 1_001),
    ]
    for episode in wrong {
      #expect(throws: InvalidHubSpotConfiguration.self) { try ExampleAccount.configuration(episodes: [episode]) }
    }
  }
}
