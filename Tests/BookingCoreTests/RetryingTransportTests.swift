import BookingCore
import HubSpotAPI
import Ports
import SimulatedHubSpot
import Testing

@Suite("A call that HubSpot refuses or fails")
struct RetryingTransportTests {
  private static let label = CallLabel("test")

  /// Sends a call whose first tries are struck, and says what came back and when each try was sent.
  private static func send(
    _ call: HubSpotCall,
    _ fault: Fault,
    times: Int
  ) throws -> (status: Int?, sent: Int, endedAt: Int, notes: Int) {
    try simulate {
      let world = try await BookingWorld.open()
      let ports = PortFaults()
      let context = world.context(ports)
      for number in 0..<times { ports.strikeHubSpot(number + 1, fault) }
      let transport = RetryingTransport(context.transport, time: context.time, delays: context.settings.retryDelays)
      let request = HubSpotRequest(call, label: label, origin: .visitor(0, request: 0))
      var status: Int?
      do throws(HubSpotTransportError) {
        status = try await transport.send(request).status
      } catch {
        #expect(error == .noReply)
      }
      let notes = await world.hubSpot.auditedObjects(of: .notes).count
      return (status, ports.journal.count, now, notes)
    }
  }

  private static let search = HubSpotCall.searchObjects(ObjectSearch(.contacts, filterGroups: []))
  private static let note = ObjectInput(.notes, properties: [Property("hs_timestamp", "1759276800000")])

  @Test("is sent again after 1, 2 and 4 seconds, and then its last reply stands", arguments: [429, 500, 503])
  func retries(_ status: Int) throws {
    let once = try Self.send(Self.search, .answer(status), times: 1)
    #expect((once.status, once.sent, once.endedAt) == (200, 2, 20 + 1_000 + 250))
    let thrice = try Self.send(Self.search, .answer(status), times: 3)
    #expect((thrice.status, thrice.sent, thrice.endedAt) == (200, 4, 3 * 20 + 7_000 + 250))
    let always = try Self.send(Self.search, .answer(status), times: 9)
    #expect((always.status, always.sent, always.endedAt) == (status, 4, 4 * 20 + 7_000))
  }

  @Test("and was failed before it was refused is answered as failed: nobody may take it for one without effect")
  func failedThenRefused() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let ports = PortFaults()
      let context = world.context(ports)
      ports.strikeHubSpot(1, .answerAfterEffect(502))
      for number in 2...4 { ports.strikeHubSpot(number, .answer(429)) }
      let transport = RetryingTransport(context.transport, time: context.time, delays: context.settings.retryDelays)
      let contact = ObjectInput(.contacts, properties: [])
      let request = HubSpotRequest(.createObject(contact), label: Self.label, origin: .visitor(0, request: 0))
      #expect(try await transport.send(request).status == 502)
      #expect(await world.hubSpot.auditedObjects(of: .contacts).count == 2)
    }
  }

  @Test("is not sent again when it is simply wrong, or when no reply comes")
  func notRetried() throws {
    #expect(try Self.send(Self.search, .answer(400), times: 1).sent == 1)
    #expect(try Self.send(Self.search, .lostReply, times: 1).sent == 1)
  }

  @Test("and makes a note is sent again after a refusal only, for a failed one may stand already")
  func notes() throws {
    for call in [HubSpotCall.createObject(Self.note), .createBatch(.notes, [Self.note])] {
      let refused = try Self.send(call, .answer(429), times: 1)
      #expect((refused.status, refused.sent, refused.notes) == (201, 2, 1))
      let failed = try Self.send(call, .answerAfterEffect(500), times: 1)
      #expect((failed.status, failed.sent, failed.notes) == (500, 1, 1))
    }
  }
}

/// What every part for the transport must keep, whatever it does besides. The core relies on it: nothing tells a second
/// note from the first, and 429 is taken for a call without effect.
@Suite("The transport of a design")
struct TransportPartTests {
  static let designs =
    SweptDesigns.registered
    + DesignRole.transport.partNames.map { "\(SweptDesigns.registered[0])+transport=\($0)" }

  private static let note = ObjectInput(.notes, properties: [Property("hs_timestamp", "1759276800000")])

  /// Sends a call, struck at its first tries, as the design sends it.
  private static func send(_ call: HubSpotCall, _ design: String, _ faults: [Fault]) throws -> (
    status: Int?, notes: Int
  ) {
    try simulate {
      let world = try await BookingWorld.open()
      let ports = PortFaults()
      for (number, fault) in faults.enumerated() { ports.strikeHubSpot(number + 1, fault) }
      let transport = Design.test(design).transport.make(world.context(ports))
      let request = HubSpotRequest(call, label: CallLabel("test"), origin: .visitor(0, request: 0))
      var status: Int?
      do throws(HubSpotTransportError) {
        status = try await transport.send(request).status
      } catch {
        #expect(error == (ports.isDead ? .instanceGone : .noReply))
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
      #expect(mixed.notes == 1)
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
