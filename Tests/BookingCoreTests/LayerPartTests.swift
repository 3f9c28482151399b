import BookingCore
import Composition
import Faults
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import Testing

/// What every layer must keep, whatever it does besides. The core relies on it: nothing tells a second
/// note from the first, and 429 is taken for a call without effect.
@Suite("The layers of a design")
struct LayerPartTests {
  static let designs =
    SweptDesigns.registered
    + Layers.inOrder.flatMap { role in role.parts.map { "\(SweptDesigns.registered[0])+\(role.name)=\($0.name)" } }

  private static let note = ObjectInput(.notes, properties: [Property("hs_timestamp", "1759276800000")])

  /// Sends a call, struck at its first tries, as the design sends it.
  private static func send(_ call: HubSpotCall, _ design: String, _ faults: [Fault]) throws -> (
    status: Int?, notes: Int
  ) {
    try simulate {
      let world = try await BookingWorld.open()
      let (ports, fence) = (FaultScript(), Fence())
      for (number, fault) in faults.enumerated() { ports.strikeHubSpot(number + 1, fault) }
      let transport = Design.test(design).transports(world.context(ports, fence: fence)).transport
      let request = HubSpotRequest(call, label: CallLabel("test"), origin: .visitor(0, request: 0))
      var status: Int?
      do throws(HubSpotTransportError) {
        status = try await transport.send(request).status
      } catch {
        // What a layer does not admit is taken for a call without effect, as 429 is.
        if error == .notAdmitted { status = 429 } else { #expect(error == (fence.isClosed ? .instanceGone : .noReply)) }
      }
      return (status, await world.hubSpot.auditedObjects(of: .notes).count)
    }
  }

  @Test("sends no note a second time after a failure or without a reply, for the first may stand", arguments: designs)
  func notes(_ design: String) throws {
    for call in [HubSpotCall.createObject(Self.note), .createBatch(.notes, [Self.note])] {
      for fault in [Fault.answerAfterEffect(500), .answerAfterEffect(503), .lostReply] {
        let sent = try Self.send(call, design, [fault])
        #expect(sent.notes == 1, "\(fault)")
        #expect(sent.status.map { $0 >= 500 } ?? true)
      }
      let mixed = try Self.send(call, design, [.answer(429), .answerAfterEffect(500)])
      // With a retry or without: a refusal is told only of what has not been written.
      #expect(mixed.notes == (mixed.status == 429 ? 0 : 1))
    }
  }

  @Test("answers 429 only when no try had an effect", arguments: designs)
  func refusals(_ design: String) throws {
    let contact = HubSpotCall.createObject(ObjectInput(.contacts, properties: []))
    let sent = try Self.send(contact, design, [.answerAfterEffect(502)] + Array(repeating: .answer(429), count: 20))
    #expect(sent.status != 429)
    #expect(try Self.send(contact, design, Array(repeating: .answer(429), count: 40)).status == 429)
  }

  @Test("lets the end of the instance through", arguments: designs)
  func instanceGone(_ design: String) throws {
    for fault in [Fault.deathBefore, .deathAfter] {
      #expect(try Self.send(.createObject(Self.note), design, [fault]).status == nil)
    }
  }
}
