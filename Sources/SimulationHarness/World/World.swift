import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import LoadGeneration
import Ports
import Scenarios
import SimulatedHubSpot
import SimulatedRedis

/// Everything of one run, connected: the portal, the store, the instances behind their fences, the host.
struct World: Sendable {
  let scenario: Scenario
  let hubSpot: SimulatedHubSpot
  let redis: SimulatedRedis
  let instances: [HostedInstance]
  let host: ApplicationHost
  let portal: BookingPortal
  let load: LoadGenerator
  let recorder: RunRecorder

  /// Builds the world at virtual time 0.
  ///
  /// - Parameter faults: what goes wrong with each instance.
  static func open(
    _ scenario: Scenario,
    _ design: Design,
    random: KeyedRandom,
    scriptRuns: ScriptRuns = .once,
    recorder: RunRecorder,
    faults: InstanceFaults = { _, _ in nil }
  ) async throws -> World {
    let configuration = try HubSpotConfiguration(
      schema: .booking,
      limits: scenario.hubSpot.limits,
      latency: scenario.hubSpot.latency,
      indexLag: scenario.hubSpot.indexLag,
      epoch: scenario.hubSpot.epoch,
      portalID: 46_814_382,
      appID: 20_003_991,
      pages: scenario.hubSpot.pages,
      otherTraffic: scenario.hubSpot.otherTraffic
    )
    let hubSpot = SimulatedHubSpot(
      configuration,
      random: random,
      requests: recorder.requests,
      judgements: recorder.judgements
    )
    let redis = SimulatedRedis(
      latency: scenario.store.commandLatency,
      scriptRuns: scriptRuns,
      events: recorder.store
    )
    let instances = (0..<scenario.core.instances).map { number in
      let plan = faults(number, random)
      return instance(number, design, scenario, hubSpot, redis, random, recorder, plan)
    }
    let host = ApplicationHost(instances, deadline: scenario.core.requestDeadline)
    let arrivals = scenario.load.arrivals.times(random)
    let portal = try await BookingPortal.open(scenario, visitors: arrivals.count, in: hubSpot)
    recorder.begin(visitors: arrivals.count)
    let load = LoadGenerator(
      arrivals: arrivals,
      contacts: portal.contacts,
      choice: scenario.load.examChoice,
      world: VisitorWorld(
        service: RecordedService(host, recorder: recorder),
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
      instances: instances,
      host: host,
      portal: portal,
      load: load,
      recorder: recorder
    )
  }

  private static func instance(
    _ number: Int,
    _ design: Design,
    _ scenario: Scenario,
    _ hubSpot: SimulatedHubSpot,
    _ redis: SimulatedRedis,
    _ random: KeyedRandom,
    _ recorder: RunRecorder,
    _ plan: (any FaultPlan)?
  ) -> HostedInstance {
    let ports = InstancePorts(
      hubSpot: hubSpot,
      store: redis,
      epochMilliseconds: scenario.hubSpot.epoch,
      plan: plan
    )
    let context = CoreContext(
      instance: number,
      transport: ports.transport,
      store: ports.store,
      time: ports.time,
      chance: KeyedChance(random: random),
      identifiers: NumberedIdentifiers(instance: number),
      events: recorder.core,
      settings: scenario.core.settings
    )
    return HostedInstance(number: number, core: CoreInstance(design, context), fence: ports.fence)
  }

  /// What those hear who ask again after the run, because they cannot know what they have; nothing when no instance lives.
  func lateAnswers(_ told: BookingRecord) async throws -> [ObjectID: BookingOutcome] {
    guard let instance = host.living.first else { return [:] }
    return try await LateQuestions(told, hubSpot, asking: instance.core.service).ask()
  }

  /// Lets the visitors come and go, and the background work settle.
  ///
  /// - Returns: what was left when the drain limit was reached; empty when the run converged.
  func run() async throws -> [String] {
    try await withThrowingTaskGroup { group in
      for instance in instances { group.addTask { await instance.core.runJobs() } }
      try await load.run()
      await host.waitUntilIdle()
      let leftovers = await Convergence(self).wait()
      group.cancelAll()
      try await group.waitForAll()
      return leftovers
    }
  }
}
