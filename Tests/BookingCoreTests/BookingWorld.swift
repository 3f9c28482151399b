import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import Hosting
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis

/// A portal, a store, and as many instances of the core as a test opens.
struct BookingWorld: Sendable {
  let hubSpot: SimulatedHubSpot
  let redis: SimulatedRedis
  let exams: [ObjectID]
  let contacts: [ObjectID]
  let seeds: [ExamSeed]
  let settings: CoreSettings
  let events: Recorder<CoreEvent>
  let storeEvents: Recorder<StoreEvent>
  let gateway = NoticeGateway()
  let visitors = ToldVisitors()
  let switches = SwitchBoard()

  /// Builds a world within the simulation of the caller.
  static func open(
    contacts: Int = 1,
    exams: [ExamSeed] = [ExamSeed()],
    limits: HubSpotLimits = BookingAccount.wideLimits,
    settings: CoreSettings = CoreSettings()
  ) async throws -> BookingWorld {
    let hubSpot = SimulatedHubSpot(try BookingAccount.configuration(limits), random: KeyedRandom(seed: 1))
    let storeEvents = Recorder<StoreEvent>()
    let credits = BookingSchema.creditTypes.map {
      Property(BookingSchema.Contact.credits($0), String(BookingAccount.creditsPerType))
    }
    let contact = ObjectInput(.contacts, properties: credits)
    return BookingWorld(
      hubSpot: hubSpot,
      redis: SimulatedRedis(latency: .milliseconds(1), scriptRuns: .twice, events: storeEvents),
      exams: try await hubSpot.seed(exams.map(\.input)),
      contacts: try await hubSpot.seed(Array(repeating: contact, count: contacts)),
      seeds: exams,
      settings: settings,
      events: Recorder(),
      storeEvents: storeEvents
    )
  }

  func instance(_ design: Design, _ number: Int = 0) -> Instance {
    let (ports, fence) = (FaultScript(), Fence())
    visitors.meet(design)
    return Instance(
      core: CoreInstance(design, context(ports, number, fence: fence)),
      ports: ports,
      fence: fence,
      visitors: visitors
    )
  }

  func context(_ script: FaultScript = FaultScript(), _ number: Int = 0, fence: Fence = Fence()) -> CoreContext {
    let ports = InstancePorts(
      hubSpot: hubSpot,
      store: redis,
      notices: gateway,
      epochMilliseconds: BookingAccount.epoch,
      plan: script,
      fence: fence
    )
    return CoreContext(
      instance: number,
      transport: ports.transport,
      store: ports.store,
      notices: ports.notices,
      time: ports.time,
      chance: KeyedChance(random: KeyedRandom(seed: 1)),
      identifiers: NumberedIdentifiers(instance: number),
      events: events,
      settings: settings,
      switches: switches
    )
  }

  /// A booking request of one of the world's contacts for one of its exams.
  func request(_ key: String, contact: Int = 0, exam: Int = 0) -> BookingRequest {
    BookingRequest(key: .test(key), contact: contacts[contact], exam: exams[exam], examDate: seeds[exam].date)
  }

  /// That were raised.
  var alerts: [Alert] { told.filter { !$0.isOver } }
  /// That were ended.
  var endedAlerts: [Alert] { told.filter(\.isOver) }
  private var told: [Alert] { events.events.compactMap { if case .alert(let alert) = $0 { alert } else { nil } } }
}

/// An instance of the core, and what it sends through its ports.
struct Instance: Sendable {
  let core: CoreInstance
  let ports: FaultScript
  let fence: Fence
  /// Told of each answer.
  let visitors: ToldVisitors

  var isDead: Bool { fence.isClosed }

  var service: any BookingService { core.service }

  func job(_ name: String) -> any BackgroundJob {
    guard let job = core.jobs.first(where: { $0.name == name }) else { preconditionFailure("no job \(name)") }
    return job
  }

  /// The answer; nil when the instance died. Where requests wait in a queue this instance serves it, too, and the answer is
  /// what its visitor learns in the end.
  func create(_ request: BookingRequest, _ number: Int = 0) async -> BookingOutcome? {
    let sentAt = VirtualClock().now
    var outcome: BookingOutcome?
    do {
      outcome = try await service.answer(request, from: .visitor(0, request: number))
      if case .accepted(let place) = outcome {
        visitors.note(queued: place, of: request)
        outcome = try await learn(place, request)
      }
    } catch {
      outcome = nil
    }
    visitors.note(outcome, to: request, sentAt: sentAt)
    return outcome
  }

  /// Serves the queue until a request in it has its end, and asks for it every two seconds; nobody waits for ever.
  private func learn(_ place: QueuePlace, _ request: BookingRequest) async throws -> BookingOutcome {
    let question = QueueStatusRequest(contact: request.contact, request: place.request)
    for pass in 0..<200 {
      _ = try await core.runJob("bookings", pass: pass)
      _ = try await core.runJob("notices", pass: pass)
      switch try await service.answer(question, from: .visitor(0, request: pass)) {
      case .found(.confirmed(let booking)): return .confirmed(booking: booking)
      case .found(.refused(let reason)), .refused(let reason): return .refused(reason)
      case .found(.failed(let reason)): return .failed(reason)
      case .found(.waiting), .found(.serving), .found(.withdrawn), .failed: break
      }
      try await wait(.seconds(2))
    }
    return .failed(.timeout)
  }

  /// The answer; nil when the instance died.
  func cancel(_ request: CancellationRequest, _ number: Int = 0) async -> CancellationOutcome? {
    var outcome: CancellationOutcome?
    do { outcome = try await service.answer(request, from: .visitor(0, request: number)) } catch { outcome = nil }
    visitors.note(outcome, to: request)
    return outcome
  }
}

/// A visitor who comes back every 20 seconds, to the next living instance, until there is a final answer.
struct Visitor: Sendable {
  let instances: [Instance]

  init(_ instances: Instance...) { self.instances = instances }

  /// - Returns: the answers, those of dead instances nil.
  func book(_ request: BookingRequest, atMost tries: Int = 20) async throws -> [BookingOutcome?] {
    try await ask(atMost: tries) { instance, number in
      await instance.create(request, number)
    } isFinal: {
      if case .failed = $0 { false } else { true }
    }
  }

  func cancel(_ request: CancellationRequest, atMost tries: Int = 20) async throws -> [CancellationOutcome?] {
    try await ask(atMost: tries) { instance, number in
      await instance.cancel(request, number)
    } isFinal: {
      if case .failed = $0 { false } else { true }
    }
  }

  private func ask<Outcome: Sendable>(
    atMost tries: Int,
    _ send: (Instance, Int) async -> Outcome?,
    isFinal: (Outcome) -> Bool
  ) async throws -> [Outcome?] {
    var answers: [Outcome?] = []
    for number in 0..<tries {
      if number > 0 { try await wait(.seconds(20)) }
      let living = instances.filter { !$0.isDead }
      // The first request goes to the first instance, each later one to the next.
      let answer = await send(living[number % living.count], number)
      answers.append(answer)
      if let answer, isFinal(answer) { break }
    }
    return answers
  }
}

extension IdempotencyKey {
  static func test(_ text: String) -> IdempotencyKey {
    guard let key = IdempotencyKey(text) else { preconditionFailure("\(text) is no key") }
    return key
  }
}

extension BookingOutcome {
  var booking: ObjectID? { if case .confirmed(let booking) = self { booking } else { nil } }
}

/// Waits in virtual time.
func wait(_ duration: Duration) async throws { try await VirtualClock().sleep(for: duration) }

/// Milliseconds of virtual time.
var now: Int { Int(VirtualClock().nanoseconds / 1_000_000) }

/// Runs `body` in virtual time.
@discardableResult
func simulate<Output: Sendable>(
  order: SchedulingOrder = .firstInFirstOut,
  _ body: @escaping @Sendable () async throws -> Output
) throws -> Output {
  try Simulation.run(order: order, body).output
}
