import Composition
import HubSpotAPI
import HubSpotClient
import Ports
import Testing

@Suite("The layers between a product and HubSpot")
struct TransportStackTests {
  /// Reports each call that passes, and has a job.
  private struct Witness: TransportLayer {
    let name: String
    let context: ClientContext

    struct Job: BackgroundJob {
      let name: String
      var interval: Duration { .seconds(1) }

      func make(pass: Int) async throws(InstanceGone) -> PassEnd { .foundNothing }
    }

    var jobs: [any BackgroundJob] { [Job(name: name)] }

    func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
      context.events.record(.layer(LayerEvent(name, "passed", value: request.tryNumber)))
      return try await context.transport.send(request)
    }
  }

  @Test("pass a call on in the order coalescing, retry, pacing, monitoring, whatever fills them")
  func order() throws {
    let events = Recorder<ClientEvent>()
    try simulate {
      let hubSpot = ScriptedHubSpot([.status(429), .status(200)])
      let stack = TransportStack(hubSpot.context(events)) { role in
        role.name == "retry" ? .fixedDelays : LayerPart("witness") { Witness(name: role.name, context: $0) }
      }
      _ = try await stack.transport.send(.test(.readObject(ObjectQuery(.contacts, .id(ObjectID(1)), properties: []))))
      #expect(stack.jobs.map(\.name) == ["coalescing", "pacing", "monitoring"])
      let passed: [ClientEvent] = [
        ("coalescing", 0), ("pacing", 0), ("monitoring", 0), ("pacing", 1), ("monitoring", 1),
      ]
      .map { .layer(LayerEvent($0.0, "passed", value: $0.1)) }
      #expect(events.events == passed)
    }
  }

  @Test("may all be absent")
  func absent() throws {
    try simulate {
      let hubSpot = ScriptedHubSpot([.status(429)])
      let stack = TransportStack(hubSpot.context()) { _ in .noLayer }
      _ = try await stack.transport.send(.test(.archiveObject(ObjectReference(.contacts, ObjectID(1)))))
      #expect(stack.jobs.isEmpty)
      #expect(hubSpot.sent.map(\.isLastTry) == [true])
    }
  }
}
