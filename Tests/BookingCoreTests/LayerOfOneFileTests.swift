import BookingAPI
import BookingCore
import Composition
import DeterministicRuntime
import Faults
import HubSpotAPI
import HubSpotClient
import Ports
import Testing

/// Written with this file alone: a layer that lets one call at a time pass and gives up on none, that tells how many
/// wait, and that has a job.
@Suite("A layer that is written in one file")
struct LayerOfOneFileTests {
  private actor SingleFile: TransportLayer {
    private let context: ClientContext
    private var waiting = 0
    private var last: Task<Void, Never>?

    init(_ context: ClientContext) { self.context = context }

    nonisolated var jobs: [any BackgroundJob] { [Gauge(layer: self)] }

    func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
      waiting += 1
      defer { waiting -= 1 }
      let (before, inner) = (last, context.transport)
      let (ended, continuation) = AsyncStream<Void>.makeStream()
      last = Task { for await _ in ended {} }
      defer { continuation.finish() }
      await before?.value
      return try await inner.send(request)
    }

    fileprivate func tell() {
      context.events.record(.layer(LayerEvent("pacing", "waiting", value: waiting)))
    }

    struct Gauge: BackgroundJob {
      let layer: SingleFile
      let name = "single_file_gauge"
      let interval = Duration.milliseconds(300)

      func make(pass: Int) async throws(InstanceGone) -> PassEnd {
        await layer.tell()
        return .foundNothing
      }
    }
  }

  private static var design: Design {
    var design = Design.phase1
    design[Layers.pacing] = Part("single-file") { SingleFile($0) }
    return design
  }

  @Test("carries every call, its job runs with the others of its instance, and its events are the core's")
  func runs() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(Self.design)
      #expect(instance.core.jobs.map(\.name).contains("single_file_gauge"))
      let jobs = Task { await instance.core.runJobs() }
      #expect(await instance.create(world.request("k1"))?.booking != nil)
      jobs.cancel()
      await jobs.value
      let waiting = world.events.events.compactMap { event in
        if case .layer(let event) = event, event.name == "waiting" { event.value } else { nil }
      }
      // The four reads of the design go at once, and 250 ms each: after 300 ms one is done.
      #expect(waiting.first == 3)
      let passes = world.events.events.filter { event in
        if case .jobPass("single_file_gauge", 0, _, false) = event { true } else { false }
      }
      #expect(passes.count == waiting.count)
    }
  }

  private struct Closed: TransportLayer {
    func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse { throw .notAdmitted }
  }

  @Test("and admits no call fails a booking as HubSpot's own refusal does: nothing has had an effect")
  func notAdmitted() throws {
    try simulate {
      let world = try await BookingWorld.open()
      var design = Design.phase1
      design[Layers.pacing] = Part("closed") { _ in Closed() }
      let instance = world.instance(design)
      #expect(await instance.create(world.request("k1")) == .failed(.crmUnavailable))
      #expect(instance.ports.journal.isEmpty)
    }
  }
}
