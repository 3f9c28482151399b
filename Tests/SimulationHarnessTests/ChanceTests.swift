import BookingCore
import Composition
import DeterministicRuntime
import Fixtures
import HubSpotAPI
import HubSpotClient
import LiteralTimes
import Measures
import Ports
import Testing
import VirtualTime

@testable import SimulationHarness

@Suite("A design that draws from the core's chance")
struct ChanceTests {
  /// Draws for each call, and does with it what it is told.
  private struct Gambler: TransportLayer {
    let context: ClientContext
    /// The longest wait before a call.
    let most: Duration

    func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
      let wait = most * context.fraction("gamble", for: request)
      if wait > .zero {
        do { try await context.time.sleep(for: wait) } catch { throw .instanceGone }
      }
      return try await context.transport.send(request)
    }
  }

  private static func digest(waitingUpTo most: Duration?, seed: UInt64 = 1) throws -> String {
    var design = Design.phase1
    if let most { design[Layers.pacing] = Part("gambler") { Gambler(context: $0, most: most) } }
    return try ScenarioRun(.rush(users: 20), design, seed: seed).summary().digest
  }

  @Test("and does nothing with it has the digest of the design without: no draw shifts another")
  func shiftsNothing() throws {
    let without = try Self.digest(waitingUpTo: nil)
    #expect(try Self.digest(waitingUpTo: .zero) == without)
  }

  @Test("and waits by it repeats itself to the digest, and is another run than without")
  func repeats() throws {
    let waiting = try Self.digest(waitingUpTo: .seconds(1))
    #expect(try Self.digest(waitingUpTo: .seconds(1)) == waiting)
    #expect(try Self.digest(waitingUpTo: nil) != waiting)
  }

  @Test("meets the same luck for the same purpose and numbers, and other luck for any other")
  func keys() {
    let chance = KeyedChance(random: KeyedRandom(seed: 7))
    let draw = chance.fraction("a", 1, 2, 3)
    #expect(chance.fraction("a", 1, 2, 3) == draw)
    let others = [chance.fraction("b", 1, 2, 3), chance.fraction("a", 2, 1, 3), chance.fraction("a", 1, 2)]
    #expect(!others.contains(draw))
    #expect((0..<1_000).allSatisfy { (0..<1).contains(chance.fraction("many", $0)) })
  }
}
