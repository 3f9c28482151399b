import DeterministicRuntime
import Faults
import Hosting
import HubSpotAPI
import Measures
import Ports
import Recording
import SimulatedHubSpot
import SimulatedRedis
import Testing
import VirtualTime

/// A product with an account, a driver and leftovers of its own: it touches contacts that a list in the store names. This
/// target imports no room that knows bookings.
private struct TouchSync: Sendable {
  static let limits = HubSpotLimits(
    daily: 1_000,
    search: RateLimit(limit: 5, window: .seconds(1)),
    tenSecond: RateLimit(limit: 100, window: .seconds(10))
  )
  static let account = HubSpotSchema(types: [.contacts([PropertyDefinition("touched")])], associations: [])

  let hubSpot: SimulatedHubSpot
  let redis: SimulatedRedis
  let recorder: ActivityRecorder
  let host: InstanceHost<TouchCore>

  static func open(_ instances: Int, plan: @escaping @Sendable (Int) -> (any FaultPlan)?) throws -> TouchSync {
    let recorder = ActivityRecorder(epochMilliseconds: 0)
    let configuration = try HubSpotConfiguration(
      schema: account,
      limits: limits,
      latency: LatencyProfile(medians: [:], fallback: .milliseconds(100)).withoutVariation,
      epoch: 0,
      portalID: 1,
      appID: 1
    )
    let hubSpot = SimulatedHubSpot(
      configuration,
      random: KeyedRandom(seed: 1),
      requests: recorder.requests,
      judgements: recorder.judgements
    )
    let redis = SimulatedRedis(latency: .milliseconds(1), events: recorder.store)
    let host = InstanceHost(.resident(instances), deadline: .seconds(5)) { number in
      let ports = InstancePorts(hubSpot: hubSpot, store: redis, epochMilliseconds: 0, plan: plan(number))
      let core = TouchCore(number: number, ports: ports, recorder: recorder)
      return HostedInstance(
        number: number,
        core: core,
        fence: ports.fence,
        jobs: [core],
        runJobs: {
          do {
            try await JobLoop(core, on: ports.time, report: core.report).run()
          } catch {
            return
          }
        },
        runJob: { (_, pass) async throws(InstanceGone) in
          let startedAt = ports.time.now
          let changedSomething = try await core.run(pass: pass)
          core.report(JobPass(job: core.name, startedAt: startedAt, changedSomething: changedSomething))
          return changedSomething
        }
      )
    }
    return TouchSync(
      hubSpot: hubSpot,
      redis: redis,
      recorder: recorder,
      host: host
    )
  }

  func run(contacts: [ObjectID], drainLimit: Duration = .seconds(600)) async throws -> [String] {
    try await host.run(recorder.passes, drainLimit: drainLimit, leftovers: leftovers) {
      for (number, contact) in contacts.enumerated() {
        _ = await host.answer(for: .visitor(number, request: 0)) { core in
          try await core.ask(for: contact)
        }
      }
    }
  }

  private func leftovers() async -> [String] {
    guard case .list(let items) = await redis.inspect("touches"), !items.isEmpty else { return [] }
    return ["\(items.count) contacts to touch"]
  }

  func touched() async -> Int { await hubSpot.auditedObjects(of: .contacts).count { $0["touched"] == "yes" } }
}

/// Puts contacts in a list, and touches one of them at each pass.
private struct TouchCore: BackgroundJob {
  let number: Int
  let ports: InstancePorts
  let recorder: ActivityRecorder
  let name = "touch"
  let interval = Duration.seconds(5)

  func report(_ pass: JobPass) {
    recorder.observe(
      .jobPass(job: pass.job, instance: number, startedAt: pass.startedAt, changedSomething: pass.changedSomething),
      at: VirtualClock().now
    )
  }

  func ask(for contact: ObjectID) async throws(InstanceGone) {
    let text = contact.description
    _ = try await run(StoreScript("ask") { (store) throws(StoreError) in try store.pushLast("touches", text) })
  }

  func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    let list: StoreScript<[String]> = StoreScript("look") { (store) throws(StoreError) in try store.list("touches") }
    guard let text = try await run(list).first, let id = ObjectID(text) else { return .foundNothing }
    let touch = HubSpotRequest(
      .updateObject(ObjectReference(.contacts, id), [Property("touched", "yes")]),
      label: CallLabel("touch"),
      origin: .job(name, pass: pass)
    )
    do throws(HubSpotTransportError) {
      guard try await ports.transport.send(touch).isSuccess else { return .foundWork }
    } catch .instanceGone {
      throw InstanceGone()
    } catch {
      return .foundWork
    }
    _ = try await run(
      StoreScript("done") { (store) throws(StoreError) in try store.removeFirst(text, from: "touches") }
    )
    return .foundWork
  }

  private func run<Output: Sendable>(_ script: StoreScript<Output>) async throws(InstanceGone) -> Output {
    do { return try await ports.store.run(script) } catch { throw InstanceGone() }
  }
}

@Suite("A product that knows no bookings")
struct SecondProductTests {
  private struct End: Sendable {
    let left: [String]
    let touched: Int
    let numbers: HubSpotNumbers
    let digest: String
  }

  private static func end(
    instances: Int = 1,
    drainLimit: Duration = .seconds(600),
    plan: @escaping @Sendable (Int) -> (any FaultPlan)? = { _ in nil }
  ) throws -> End {
    try Simulation.run {
      let sync = try TouchSync.open(instances, plan: plan)
      let contacts = try await sync.hubSpot.seed(Array(repeating: ObjectInput(.contacts, properties: []), count: 6))
      let left = try await sync.run(contacts: contacts, drainLimit: drainLimit)
      let touched = await sync.touched()
      let record = sync.recorder.finished()
      let now = VirtualClock().now
      return End(
        left: left,
        touched: touched,
        numbers: HubSpotNumbers(record.calls, TouchSync.limits, results: touched, endedAt: now),
        digest: record.digest.description
      )
    }.output
  }

  @Test("is hosted, driven and counted until it is at rest, and is the same run twice")
  func run() throws {
    let end = try Self.end()
    #expect(end.left == [])
    #expect(end.touched == 6)
    #expect(end.numbers.total.sent == 6)
    #expect(end.numbers.backgroundSent == 6)
    #expect(end.numbers.callsPerBooking == 1)
    #expect(try Self.end().digest == end.digest)
  }

  @Test("says what is left when it cannot come to rest in time")
  func left() throws {
    let end = try Self.end(drainLimit: .seconds(12))
    #expect(end.left == ["4 contacts to touch", "background jobs that still find work: touch"])
    #expect(end.touched == 2)
  }

  @Test("waits for a request that comes after the driver has gone, and for what that leaves to do")
  func late() throws {
    let (left, touched) = try Simulation.run {
      let sync = try TouchSync.open(1) { _ in nil }
      let contact = try await sync.hubSpot.seed([ObjectInput(.contacts, properties: [])])[0]
      let clock = VirtualClock()
      let left = try await sync.host.run(sync.recorder.passes, drainLimit: .seconds(600)) {
        clock.now.seconds < 20 ? ["a request is to come"] : []
      } drive: {
        Task {
          try await clock.sleep(for: .seconds(20))
          _ = await sync.host.answer(for: .webhook(0, delivery: 0)) { core in
            // No list names what is at work: jobs come to rest twice meanwhile.
            try await core.ports.time.sleep(for: .seconds(4.9))
            try await core.ask(for: contact)
            return try await core.run(pass: 99)
          }
        }
      }
      return (left, await sync.touched())
    }.output
    #expect(left == [])
    #expect(touched == 1)
  }

  @Test("goes on when an instance dies, and its end does not wait for the dead one's job")
  func death() throws {
    let end = try Self.end(instances: 2) { number in
      guard number == 0 else { return nil }
      let script = FaultScript()
      script.strike(CallLabel("touch"), .deathAfter)
      return script
    }
    #expect(end.left == [])
    #expect(end.touched == 6)
  }
}
