import Audit
import BookingCore
import DeterministicRuntime
import Faults
import Hosting
import HubSpotAPI
import HubSpotClient
import Ports
import Recording
import Scenarios
import SimulatedHubSpot
import SimulatedRedis

/// What all instances of a run have in common, and makes them of it.
struct InstanceMaker: Sendable {
  let design: Design
  let scenario: Scenario
  let hubSpot: SimulatedHubSpot
  let redis: SimulatedRedis
  let gateway: NoticeGateway
  let switches: SwitchDesk
  let random: KeyedRandom
  let recorder: RunRecorder

  /// - Parameters:
  ///   - number: of the instance, from 0; it names what the instance makes.
  ///   - plan: what goes wrong with it; nil for nothing.
  func make(_ number: Int, _ telemetry: CoreTelemetry, _ plan: (any FaultPlan)?) -> HostedInstance<CoreInstance> {
    let ports = InstancePorts(
      hubSpot: hubSpot,
      store: redis,
      notices: gateway,
      epochMilliseconds: scenario.hubSpot.epoch,
      plan: plan
    )
    let scheduler = scenario.cron.map { _ in CronScheduler() }
    let context = CoreContext(
      instance: number,
      transport: ports.transport,
      store: ports.store,
      notices: ports.notices,
      time: ports.time,
      chance: KeyedChance(random: random),
      identifiers: NumberedIdentifiers(instance: number),
      events: recorder.core(of: number),
      settings: settings(scheduler),
      switches: switches,
      telemetry: telemetry
    )
    let core = CoreInstance(design, context)
    return HostedInstance(
      number: number,
      core: core,
      fence: ports.fence,
      jobs: core.jobs,
      runJobs: { await core.runJobs() },
      runJob: { (name, pass) async throws(InstanceGone) in
        guard let scheduler else { return try await core.runJob(name, pass: pass) }
        return try await scheduler.call(name, pass: pass, at: core.service)
      }
    )
  }

  /// Those of the scenario's core, with what follows from the rest of it.
  private func settings(_ scheduler: CronScheduler?) -> CoreSettings {
    var settings = scenario.core.settings
    let limits = scenario.hubSpot.limits
    settings.requestDeadline = scenario.core.requestDeadline
    if scenario.hubSpot.webhooks != nil { settings.webhookSecret = WebhookApps.secret }
    if let scheduler { settings.cronSecret = scheduler.secret }
    settings.client.pacing = settings.client.pacing.completed(
      tenSecond: limits.tenSecond.limit,
      search: limits.search.limit,
      burst: limits.burst?.limit,
      instances: scenario.core.instances
    )
    settings.client.coalescing = settings.client.coalescing.completed(
      landing: scenario.latestMergedCall,
      atMost: scenario.hubSpot.pages.batch
    )
    return settings
  }
}
