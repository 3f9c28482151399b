import HubSpotAPI
import HubSpotClient
import Ports
import Testing

@Suite("The known ways to keep calls back")
struct KnownWaysTests {
  /// When calls that come at once are sent, in milliseconds.
  private static func sent(
    _ calls: Int,
    _ answer: ScriptedHubSpot.Answer = .status(200),
    isSearch: Bool = false,
    settings: @escaping @Sendable (inout PacingSettings) -> Void = { _ in },
    through layer: @escaping @Sendable (ClientContext) -> any TransportLayer
  ) throws -> [Int] {
    try simulate {
      let hubSpot = ScriptedHubSpot([answer])
      var context = hubSpot.context()
      settings(&context.settings.pacing)
      let transport = layer(context)
      var tasks: [Task<Void, Never>] = []
      for number in 0..<calls {
        let request = HubSpotRequest.paced(.visitor(number, request: 0), isSearch: isSearch)
        tasks.append(Task { _ = try? await transport.send(request) })
      }
      for task in tasks { await task.value }
      return hubSpot.sent.map(\.at)
    }
  }

  @Test("HubSpot's client for Node: nine calls a second, searches 550 ms apart")
  func spaced() throws {
    let layer: @Sendable (ClientContext) -> any TransportLayer = { PacedTransport($0, SpacedCalls(), isPlain: true) }
    #expect(try Self.sent(4, through: layer) == [0, 111, 222, 333])
    #expect(try Self.sent(3, isSearch: true, through: layer) == [0, 550, 1_100])
  }

  @Test("a reservoir: all of it at once, and again every ten seconds")
  func reservoir() throws {
    let layer: @Sendable (ClientContext) -> any TransportLayer = {
      PacedTransport($0, Reservoir($0.settings.pacing), isPlain: true)
    }
    #expect(try Self.sent(5, settings: { $0.reservoir = 2 }, through: layer) == [0, 0, 10_000, 10_000, 20_000])
    #expect(try Self.sent(3, settings: { $0.tenSecondLimit = 1 }, through: layer) == [0, 10_000, 20_000])
    #expect(try Self.sent(7, isSearch: true, through: layer) == [0, 0, 0, 0, 0, 1_000, 1_000])
  }

  @Test("a token bucket: so many at once, then one after the other")
  func tokenBucket() throws {
    let layer: @Sendable (ClientContext) -> any TransportLayer = {
      PacedTransport($0, TokenBucket($0.settings.pacing), isPlain: true)
    }
    let settings: @Sendable (inout PacingSettings) -> Void = {
      $0.bucketTokens = 2
      $0.bucketTokensPerSecond = 4
    }
    #expect(try Self.sent(5, settings: settings, through: layer) == [0, 0, 250, 500, 750])
    // Of a limit of 101: 20 at once, then 81 in the 10.1 s of a window and the way up to it.
    let sent = try Self.sent(102, settings: { $0.tenSecondLimit = 101 }, through: layer)
    #expect(sent[19] == 0)
    #expect((10_099...10_100).contains(sent[100]))
  }

  @Test("additive increase, multiplicative decrease: ten at once, then half as many after a round of refusals")
  func concurrency() throws {
    let layer: @Sendable (ClientContext) -> any TransportLayer = {
      PacedTransport($0, AdaptiveConcurrency(), isPlain: true)
    }
    let refused = try Self.sent(18, .status(429), through: layer)
    #expect(refused.filter { $0 == 0 }.count == 10)
    #expect(refused.filter { $0 == 20 }.count == 5)
    #expect(refused.filter { $0 == 40 }.count == 2)
    let served = try Self.sent(40, through: layer)
    #expect(served.filter { $0 == 0 }.count == 10)
    #expect(served.filter { $0 == 20 }.count == 10)
    #expect(served.filter { $0 == 40 }.count == 11)
  }

  @Test("adaptive throttling: the chance to be refused here, over two minutes")
  func throttling() {
    var counts = ThrottlingCounts()
    for _ in 0..<10 { counts.noteRequest(at: .milliseconds(0)) }
    #expect(counts.refusal(at: .milliseconds(0)) == 10.0 / 11)
    for _ in 0..<4 { counts.noteAccept(at: .milliseconds(1_500)) }
    #expect(counts.refusal(at: .milliseconds(1_500)) == 2.0 / 11)
    counts.noteAccept(at: .milliseconds(1_500))
    #expect(counts.refusal(at: .milliseconds(119_999)) == 0)
    counts.noteRequest(at: .milliseconds(119_999))
    #expect(counts.refusal(at: .milliseconds(120_000)) == 0)
    #expect(counts.refusal(at: .milliseconds(121_000)) == 0.5)
  }

  @Test("adaptive throttling: sends less and less of what is refused, and refuses the rest itself")
  func throttled() throws {
    func sent(_ answer: ScriptedHubSpot.Answer) throws -> Int {
      try simulate {
        let hubSpot = ScriptedHubSpot([answer])
        let layer = AdaptiveThrottling(hubSpot.context())
        for number in 0..<100 { _ = try? await layer.send(.paced(.visitor(number, request: 0))) }
        return hubSpot.sent.count
      }
    }
    #expect(try sent(.status(200)) == 100)
    #expect(try (2...30).contains(sent(.status(429))))
  }

  @Test("adaptive throttling: takes calls on their way for no sign of anything")
  func underway() throws {
    #expect(try Self.sent(100, .status(429)) { AdaptiveThrottling($0) }.count == 100)
  }
}
