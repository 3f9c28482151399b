import HubSpotAPI
import HubSpotClient
import Testing

@Suite("A call that HubSpot refuses or fails")
struct RetryingTransportTests {
  private typealias Answer = ScriptedHubSpot.Answer

  private static let search = HubSpotCall.searchObjects(ObjectSearch(.contacts, filterGroups: []))

  /// Sends a call through the retry.
  private static func send(
    _ call: HubSpotCall,
    _ script: [Answer],
    settings change: @escaping @Sendable (inout ClientSettings) -> Void = { _ in }
  ) throws -> (status: Int?, sent: [ScriptedHubSpot.Sent], endedAt: Int) {
    try simulate {
      let hubSpot = ScriptedHubSpot(script)
      var context = hubSpot.context()
      change(&context.settings)
      var status: Int?
      do throws(HubSpotTransportError) {
        status = try await RetryingTransport(context).send(.test(call)).status
      } catch {
        #expect(error == (script.contains(.nothing) ? .noReply : .instanceGone))
      }
      return (status, hubSpot.sent, milliseconds)
    }
  }

  @Test("is sent again after 1, 2 and 4 seconds, and then its last reply stands", arguments: [429, 500, 503])
  func retries(_ status: Int) throws {
    let once = try Self.send(Self.search, [.status(status), .status(200)])
    #expect((once.status, once.sent.map(\.at), once.endedAt) == (200, [0, 1_020], 1_040))
    let thrice = try Self.send(Self.search, Array(repeating: .status(status), count: 3) + [.status(200)])
    #expect((thrice.status, thrice.sent.map(\.at)) == (200, [0, 1_020, 3_040, 7_060]))
    let always = try Self.send(Self.search, [.status(status)])
    #expect((always.status, always.sent.count, always.endedAt) == (status, 4, 7_080))
  }

  @Test("is sent with its number, and with whether nobody would send it again")
  func lastTry() throws {
    let sent = try Self.send(Self.search, [.status(429)]).sent
    #expect(sent.map(\.tryNumber) == [0, 1, 2, 3])
    #expect(sent.map(\.isLastTry) == [false, false, false, true])
    let unretried = try Self.send(Self.search, [.status(429)]) { $0.retryDelays = [] }
    #expect(unretried.sent.map(\.isLastTry) == [true])
  }

  @Test("and was failed before it was refused is answered as failed: nobody may take it for one without effect")
  func failedThenRefused() throws {
    #expect(try Self.send(Self.search, [.status(502), .status(429)]).status == 502)
  }

  @Test("and is not admitted when it is sent again is answered as before: an earlier try may have had an effect")
  func notAdmittedAgain() throws {
    let failed = try Self.send(Self.search, [.status(502), .status(429), .notAdmitted])
    #expect((failed.status, failed.sent.count) == (502, 3))
    let refused = try Self.send(Self.search, [.status(429), .notAdmitted])
    #expect((refused.status, refused.sent.count) == (429, 2))
  }

  @Test("is not sent again when it is simply wrong, or when no reply comes")
  func notRetried() throws {
    #expect(try Self.send(Self.search, [.status(400)]).sent.count == 1)
    #expect(try Self.send(Self.search, [.nothing]).sent.count == 1)
  }

  @Test("is not sent again when the instance is gone")
  func instanceGone() throws {
    let gone = try Self.send(Self.search, [.status(429), .instanceGone])
    #expect((gone.status, gone.sent.count) == (nil, 2))
  }

  @Test("and makes an object that nothing tells from a second one is sent again after a refusal only")
  func indistinct() throws {
    let ticket = ObjectType("2-777")
    for (type, others) in [(ObjectType.notes, [ObjectType]()), (ticket, [ticket]), (ObjectType("0-46"), [])] {
      let input = ObjectInput(type, properties: [])
      for call in [HubSpotCall.createObject(input), .createBatch(type, [input])] {
        let settings: @Sendable (inout ClientSettings) -> Void = { $0.indistinctTypes.formUnion(others) }
        #expect(try Self.send(call, [.status(429), .status(201)], settings: settings).sent.count == 2)
        #expect(try Self.send(call, [.status(500), .status(201)], settings: settings).sent.count == 1)
      }
    }
    let contact = HubSpotCall.createObject(ObjectInput(.contacts, properties: []))
    #expect(try Self.send(contact, [.status(500), .status(201)]).sent.count == 2)
  }
}
