import Composition
import HubSpotAPI
import HubSpotClient
import Ports
import Testing

/// Written with this file alone: a retry that waits any time up to a limit that doubles.
@Suite("A retry with full jitter, written in one file")
struct FullJitterTests {
  private struct FullJitter: TransportLayer {
    let context: ClientContext
    let retries = 3

    func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
      var request = request
      while true {
        request.isLastTry = request.tryNumber == retries
        let response = try await context.transport.send(request)
        guard response.status == 429, !request.isLastTry else { return response }
        let wait = Duration.seconds(1 << request.tryNumber) * context.fraction("full jitter", for: request)
        do { try await context.time.sleep(for: wait) } catch { throw .instanceGone }
        request.tryNumber += 1
      }
    }
  }

  /// Milliseconds between the tries of one visitor's call.
  private static func waits(ofVisitor visitor: Int, seed: UInt64) throws -> [Int] {
    try simulate {
      let hubSpot = ScriptedHubSpot([.status(429)])
      let stack = TransportStack(hubSpot.context(seed: seed)) { role in
        role.name == "retry" ? LayerPart("full-jitter") { FullJitter(context: $0) } : .noLayer
      }
      let call = HubSpotCall.archiveObject(ObjectReference(.contacts, ObjectID(1)))
      let response = try await stack.transport.send(.test(call, visitor: visitor))
      #expect(response.status == 429)
      #expect(hubSpot.sent.map(\.isLastTry) == [false, false, false, true])
      return zip(hubSpot.sent, hubSpot.sent.dropFirst()).map { $1.at - $0.at - 20 }
    }
  }

  @Test("waits up to 1, 2 and 4 seconds")
  func bounds() throws {
    for visitor in 0..<100 {
      for (wait, most) in zip(try Self.waits(ofVisitor: visitor, seed: 1), [1_000, 2_000, 4_000]) {
        #expect((0...most).contains(wait))
      }
    }
  }

  @Test("waits as long again under the same seed, otherwise under another, and otherwise for another visitor")
  func keyed() throws {
    let waits = try Self.waits(ofVisitor: 1, seed: 1)
    #expect(try Self.waits(ofVisitor: 1, seed: 1) == waits)
    #expect(try Self.waits(ofVisitor: 1, seed: 2) != waits)
    #expect(try Self.waits(ofVisitor: 2, seed: 1) != waits)
  }
}
