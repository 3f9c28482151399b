import HubSpotAPI
import HubSpotClient
import Testing

@Suite("The known ways to send a call again")
struct KnownRetriesTests {
  private typealias Answer = ScriptedHubSpot.Answer

  /// When a call is sent, in milliseconds.
  private static func sent(
    _ script: [Answer],
    call: HubSpotCall = .archiveObject(ObjectReference(.contacts, ObjectID(1))),
    through layer: @escaping @Sendable (ClientContext) -> any TransportLayer
  ) throws -> [ScriptedHubSpot.Sent] {
    try simulate {
      let hubSpot = ScriptedHubSpot(script)
      _ = try? await layer(hubSpot.context()).send(.test(call))
      return hubSpot.sent
    }
  }

  @Test("HubSpot's client for Node waits by the limit that has refused, longer each time")
  func nodeClient() throws {
    let layer: @Sendable (ClientContext) -> any TransportLayer = { NodeClientRetry($0) }
    let tens = try Self.sent([.refused(.tenSecond)], through: layer)
    #expect(tens.map(\.at) == [0, 10_020, 30_040, 60_060, 100_080, 150_100])
    #expect(tens.map(\.isLastTry) == [false, false, false, false, false, true])
    #expect(
      try Self.sent([.refused(.search), .refused(.search), .status(200)], through: layer).map(\.at) == [
        0, 1_020, 3_040,
      ]
    )
    #expect(try Self.sent([.status(503), .status(200)], through: layer).map(\.at) == [0, 220])
  }

  @Test("HubSpot's client for Node sends nothing again after the day's limit, or one that it does not know")
  func nodeClientGivesUp() throws {
    for policy in [LimitPolicy.daily, .burst] {
      #expect(try Self.sent([.refused(policy)]) { NodeClientRetry($0) }.count == 1)
    }
    #expect(try Self.sent([.status(429)]) { NodeClientRetry($0) }.count == 1)
  }

  @Test("retry tokens: three tries, waits of up to 500 ms and 1 s after refusals, 100 ms and 200 ms after failures")
  func jitter() throws {
    for (answer, bounds) in [(Answer.status(429), [500, 1_000]), (.status(500), [100, 200])] {
      let sent = try Self.sent([answer]) { RetryTokens($0) }
      #expect(sent.map(\.isLastTry) == [false, false, true])
      for (wait, most) in zip(zip(sent, sent.dropFirst()).map { $1.at - $0.at - 20 }, bounds) {
        #expect((0...most).contains(wait))
      }
    }
  }

  @Test("retry tokens: a hundred retries after refusals, then none until calls have succeeded")
  func tokens() throws {
    let counts = try simulate {
      let hubSpot = ScriptedHubSpot(Array(repeating: .status(429), count: 152) + [.status(200)])
      let layer = RetryTokens(hubSpot.context())
      let call = HubSpotCall.archiveObject(ObjectReference(.contacts, ObjectID(1)))
      var counts: [Int] = []
      for _ in 0..<52 {
        let before = hubSpot.sent.count
        _ = try await layer.send(.test(call))
        counts.append(hubSpot.sent.count - before)
      }
      return counts
    }
    #expect(counts == Array(repeating: 3, count: 50) + [1, 1])
  }

  @Test("neither sends a failed call again that must not be repeated")
  func indistinct() throws {
    let note = HubSpotCall.createObject(ObjectInput(.notes, properties: []))
    #expect(try Self.sent([.status(500)], call: note) { NodeClientRetry($0) }.count == 1)
    #expect(try Self.sent([.status(500)], call: note) { RetryTokens($0) }.count == 1)
  }
}
