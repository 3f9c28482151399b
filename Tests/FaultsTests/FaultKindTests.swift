import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import SimulatedRedis
import Testing

@Suite("A fault at a port")
struct FaultKindTests {
  /// Counts what reaches HubSpot; answers 200 after 100 ms.
  private final class CountingHubSpot: HubSpotTransport {
    private let count = SimulationLocal(0)

    var calls: Int { count.withValue { $0 } }

    func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
      count.withValue { $0 += 1 }
      await VirtualClock().sleepThroughCancellation(nanoseconds: 100_000_000)
      return HubSpotResponse(status: 200, body: .error(HubSpotErrorBody(message: "", category: "", correlationID: "")))
    }
  }

  /// What became of a call.
  private struct End: Equatable {
    var status: Int?
    var error: HubSpotTransportError?
    var reached: Int
    var milliseconds: Int64
    var isAlive = true
  }

  private static func end(of fault: Fault) throws -> End {
    try Simulation.run {
      let (hubSpot, script) = (CountingHubSpot(), FaultScript())
      script.strikeHubSpot(1, fault)
      let ports = InstancePorts(
        hubSpot: hubSpot,
        store: SimulatedRedis(latency: .zero),
        epochMilliseconds: 0,
        plan: script
      )
      var end = End(reached: 0, milliseconds: 0)
      let contact = ObjectReference(.contacts, ObjectID(1))
      let request = HubSpotRequest(
        .archiveObject(contact),
        label: CallLabel("test"),
        origin: .visitor(0, request: 0)
      )
      do throws(HubSpotTransportError) {
        end.status = try await ports.transport.send(request).status
      } catch {
        end.error = error
      }
      end.reached = hubSpot.calls
      end.milliseconds = VirtualClock().nanoseconds / 1_000_000
      end.isAlive = !ports.fence.isClosed
      #expect(script.fired == 1)
      return end
    }.output
  }

  @Test("loses the request or the reply, and the instance hears of neither")
  func lost() throws {
    #expect(try Self.end(of: .lostRequest) == End(error: .noReply, reached: 0, milliseconds: 5_000))
    #expect(try Self.end(of: .lostReply) == End(error: .noReply, reached: 1, milliseconds: 100))
  }

  @Test("is an error with or without the call's effect")
  func errors() throws {
    #expect(try Self.end(of: .answer(429)) == End(status: 429, reached: 0, milliseconds: 20))
    #expect(try Self.end(of: .answerAfterEffect(500)) == End(status: 500, reached: 1, milliseconds: 100))
  }

  @Test("lets the call arrive later")
  func late() throws {
    #expect(try Self.end(of: .delay(.seconds(8))) == End(status: 200, reached: 1, milliseconds: 8_100))
    #expect(try Self.end(of: .pause(.seconds(3))) == End(status: 200, reached: 1, milliseconds: 3_100))
  }

  @Test("ends the instance before the call or after it")
  func deaths() throws {
    let before = End(error: .instanceGone, reached: 0, milliseconds: 0, isAlive: false)
    #expect(try Self.end(of: .deathBefore) == before)
    let after = End(error: .instanceGone, reached: 1, milliseconds: 100, isAlive: false)
    #expect(try Self.end(of: .deathAfter) == after)
  }

  @Test("strikes the store and sleep only if it is not one of HubSpot's own")
  func otherPorts() throws {
    let all: [Fault] = [.lostRequest, .lostReply, .answer(503), .answerAfterEffect(500), .delay(.seconds(1))]
    #expect(all.allSatisfy { !$0.strikesAnyPort })
    _ = try Simulation.run {
      let (redis, script) = (SimulatedRedis(latency: .zero), FaultScript())
      script.strikePort(1, .lostReply)
      script.strikePort(2, .deathAfter)
      let ports = InstancePorts(hubSpot: CountingHubSpot(), store: redis, epochMilliseconds: 0, plan: script)
      _ = try await ports.store.run(.set("first", "1"))
      await #expect(throws: StoreError.instanceGone) { try await ports.store.run(.set("second", "1")) }
      // The effect stands, and nothing is done any more.
      #expect(await redis.inspect("second") == .string("1"))
      await #expect(throws: InstanceGone.self) { try await ports.time.sleep(for: .seconds(1)) }
      #expect(VirtualClock().nanoseconds == 0)
    }
  }
}
