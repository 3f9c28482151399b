import AccountScenarios
import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import Hosting
import HubSpotAPI
import LoadGeneration
import Ports
import Recording
import Scenarios
import SimulatedHubSpot
import SimulatedRedis

/// Everything of one run, connected: the portal, the store, the host with its instances, the visitors.
struct World: Sendable {
  let scenario: Scenario
  let hubSpot: SimulatedHubSpot
  let redis: SimulatedRedis
  /// Who is told what, for all visitors.
  let gateway: NoticeGateway
  let host: InstanceHost<CoreInstance>
  let promisedAge: PromisedAge
  let portal: BookingPortal
  let load: LoadGenerator
  let recorder: RunRecorder
  let switches: SwitchDesk

  /// Builds the world at virtual time 0.
  ///
  /// - Parameters:
  ///   - faults: what goes wrong with each instance; asked when it is made.
  ///   - neighbour: who else lives in the account.
  static func open(
    _ scenario: Scenario,
    _ design: Design,
    random: KeyedRandom,
    scriptRuns: ScriptRuns = .once,
    recorder: RunRecorder,
    telemetry: CoreTelemetry = .none,
    faults: @escaping InstanceFaults = { _, _ in nil },
    neighbour: (any AccountNeighbour)? = nil
  ) async throws -> World {
    var schema = HubSpotSchema.booking
    schema.types += neighbour?.types ?? []
    var latency = scenario.hubSpot.latency
    latency.medians.merge(neighbour?.medians ?? [:]) { own, _ in own }
    let configuration = try HubSpotConfiguration(
      schema: schema,
      limits: scenario.hubSpot.limits,
      latency: latency,
      indexLag: scenario.hubSpot.indexLag,
      epoch: scenario.hubSpot.epoch,
      portalID: 46_814_382,
      appID: 20_003_991,
      pages: scenario.hubSpot.pages,
      otherTraffic: scenario.hubSpot.otherTraffic,
      episodes: scenario.hubSpot.episodes
    )
    let (requests, judgements) = (recorder.activity.requests, recorder.activity.judgements)
    let hubSpot = SimulatedHubSpot(
      configuration,
      random: random,
      requests: neighbour.map { RequestsApart(own: requests, neighbour: $0) } ?? requests,
      judgements: neighbour.map { JudgementsOfBoth(own: judgements, neighbour: $0) } ?? judgements
    )
    let redis = SimulatedRedis(
      latency: scenario.store.commandLatency,
      scriptRuns: scriptRuns,
      events: recorder.activity.store
    )
    let gateway = NoticeGateway()
    let switches = SwitchDesk(scenario.switches)
    let instances = InstanceMaker(
      design: design.switching(switches.parts),
      scenario: scenario,
      hubSpot: hubSpot,
      redis: redis,
      gateway: gateway,
      switches: switches,
      random: random,
      recorder: recorder
    )
    let host = InstanceHost(
      scenario.core.hostMode,
      jobs: scenario.cron.map(JobSchedule.init),
      jobFailed: { recorder.monitoring.tellFailure(ofJob: $0, at: VirtualClock().now) },
      crashes: scenario.crashes.map { InstanceCrash(at: $0.at, place: $0.instance, backAfter: $0.backAfter) },
      deadline: scenario.core.requestDeadline
    ) { instances.make($0, telemetry, faults($0, random)) }
    // Of no fault's instance, and of none that serves: only asked what it promises.
    let asked = instances.make(0, .none, nil)
    let arrivals = scenario.load.arrivals.times(random)
    let portal = try await BookingPortal.open(scenario, visitors: arrivals.count, in: hubSpot)
    try await neighbour?.moveIn(hubSpot, redis)
    recorder.begin(visitors: arrivals.count)
    let service = RecordedService(ApplicationHost(host: host, recorder: recorder), recorder: recorder)
    if let webhooks = scenario.hubSpot.webhooks { await WebhookApps.subscribe(webhooks, in: hubSpot, to: service) }
    let load = LoadGenerator(
      arrivals: arrivals,
      contacts: portal.contacts,
      choice: scenario.load.examChoice,
      world: VisitorWorld(
        service: service,
        catalogue: PortalCatalogue(exams: portal.exams, hubSpot: hubSpot),
        behaviour: scenario.load.behaviour,
        random: random,
        events: recorder.visitors
      )
    )
    return World(
      scenario: scenario,
      hubSpot: hubSpot,
      redis: redis,
      gateway: gateway,
      host: host,
      promisedAge: asked.core.promisedAge,
      portal: portal,
      load: load,
      recorder: recorder,
      switches: switches
    )
  }

  /// What those hear who ask again after the run, because they cannot know what they have; nothing when no instance lives.
  func lateAnswers(_ told: BookingRecord) async throws -> [ObjectID: BookingOutcome] {
    guard let instance = host.afterwards else { return [:] }
    return try await LateQuestions(told, gateway.all, hubSpot, asking: instance.core.service).ask()
  }

  /// Lets the visitors come and go, and the background work settle.
  ///
  /// - Returns: what was left when the drain limit was reached; empty when the run converged.
  func run() async throws -> [String] {
    try await host.run(recorder.activity.passes, drainLimit: scenario.drainLimit, leftovers: leftovers) {
      let desk = AdminDesk(scenario.admin, portal, hubSpot)
      guard desk.hasWork || switches.hasWork else { return try await load.run() }
      async let edited: Void = desk.run()
      try await withThrowingTaskGroup { group in
        if switches.hasWork { group.addTask { try await switches.run() } }
        try await load.run()
        try await group.waitForAll()
      }
      try await edited
    }
  }

  /// What there is that should not be at the end: items in queues, unfinished intents, events on their way.
  private func leftovers() async -> [String] {
    var left: [String] = []
    for queue in WorkQueue.Name.allCases {
      for key in queue.lists {
        if case .list(let items) = await redis.inspect(key), !items.isEmpty {
          left.append("\(items.count) items in \(key)")
        }
      }
    }
    for key in RequestRecords.open {
      if case .sortedSet(let requests) = await redis.inspect(key), !requests.isEmpty {
        left.append("\(requests.count) booking requests in \(key)")
      }
    }
    if case .sortedSet(let intents) = await redis.inspect(IntentLedger.unfinishedKey), !intents.isEmpty {
      left.append("\(intents.count) unfinished intents")
    }
    if case .set(let contacts) = await redis.inspect(CreditSync.owingKey), !contacts.isEmpty {
      left.append("\(contacts.count) contacts whose credits HubSpot does not have")
    }
    let events = await hubSpot.undeliveredEvents
    if events > 0 { left.append("\(events) events of webhooks that nobody has taken") }
    return left
  }
}

extension Scenario.Core {
  fileprivate var hostMode: HostMode {
    switch host {
    case .resident: .resident(instances)
    case .anInstanceARequest: .anInstanceARequest(.init(coldStart: coldStart, idle: instanceIdle))
    }
  }
}
