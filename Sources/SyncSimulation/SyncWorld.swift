import BulkSync
import Composition
import DeterministicRuntime
import Faults
import Hosting
import HubSpotAPI
import HubSpotClient
import Ports
import Recording
package import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

/// What a sync meets in a run.
package struct SyncWorldSettings: Sendable {
  package var limits = HubSpotLimits.starter()
  package var latency = LatencyProfile(fallback: .milliseconds(150))
  /// When search finds what was written.
  package var indexLag: Duration = .seconds(2)
  package var journalLatency: Duration = .milliseconds(2)
  /// From an instance's death until it begins again.
  package var restartAfter: Duration = .seconds(1)
  /// How often an instance begins again, at the most.
  package var restarts = 10_000
  package var refused = RefusedInputs()

  package init() {}
}

/// An account, a journal's disk, and instances that begin again when they have died.
struct SyncWorld: Sendable {
  let hubSpot: SimulatedHubSpot
  let account: WatchedAccount
  let disk: JournalDisk
  let recorder: ActivityRecorder
  private let run: SyncRun
  private let random: KeyedRandom
  private let redis = SimulatedRedis(latency: .milliseconds(1))
  private let deathCount = SimulationLocal(0)

  init(_ run: SyncRun) async throws {
    let recorder = ActivityRecorder(epochMilliseconds: 0)
    let random = KeyedRandom(seed: run.seed)
    let configuration = try HubSpotConfiguration(
      schema: .records(run.settings.objectType),
      limits: run.world.limits,
      latency: run.world.latency,
      indexLag: run.world.indexLag,
      epoch: 0,
      portalID: 1,
      appID: 1
    )
    hubSpot = SimulatedHubSpot(
      configuration,
      random: random,
      requests: recorder.requests,
      judgements: recorder.judgements
    )
    let objects = run.before.map { ObjectInput(run.settings.objectType, properties: $0.properties) }
    let ids = try await hubSpot.seed(objects)
    disk = JournalDisk(Self.journal(knowing: run.before, ids, run))
    account = WatchedAccount(hubSpot, disk, random, run.world.refused)
    self.recorder = recorder
    self.run = run
    self.random = random
  }

  var deaths: Int { deathCount.withValue { $0 } }

  /// - Returns: when the last instance had nothing left to do.
  func drive() async -> VirtualInstant {
    let instances = run.design[SyncRoles.workers].make(
      context(0, InstancePorts(hubSpot: account, store: redis, epochMilliseconds: 0))
    ).instances
    await withDiscardingTaskGroup { group in
      for number in 0..<instances { group.addTask { await live(number) } }
    }
    return VirtualClock().now
  }

  /// One instance from life to life.
  private func live(_ number: Int) async {
    for life in 0...run.world.restarts {
      let ports = InstancePorts(
        hubSpot: account,
        store: redis,
        epochMilliseconds: 0,
        plan: run.faults(number, life)
      )
      do throws(SyncStop) {
        _ = try await SyncInstance(run.design, context(number, ports)).run(run.source)
        return
      } catch {
        guard error == .instanceGone else { return }
        deathCount.withValue { $0 += 1 }
        await VirtualClock().sleepThroughCancellation(for: VirtualSpan(run.world.restartAfter))
      }
    }
  }

  private func context(_ number: Int, _ ports: InstancePorts) -> SyncContext {
    var settings = ClientSettings()
    settings.pacing = settings.pacing.completed(
      tenSecond: run.world.limits.tenSecond.limit,
      search: run.world.limits.search.limit,
      burst: run.world.limits.burst?.limit
    )
    let client = ClientContext(
      transport: ports.transport,
      store: ports.store,
      time: ports.time,
      chance: KeyedChance(random: random),
      identifiers: NumberedIdentifiers(instance: number),
      events: EventCall { event in
        if case .alert(let alert) = event { recorder.observe(.alert(alert), of: number, at: VirtualClock().now) }
      },
      settings: settings,
      instance: number
    )
    let journal = SimulatedJournal(disk, ports: ports, latency: run.world.journalLatency)
    return SyncContext(client: client, journal: journal, settings: run.settings)
  }

  /// A journal after a sync of these records that has gone well.
  private static func journal(knowing records: [SourceRecord], _ ids: [ObjectID], _ run: SyncRun) -> JournalState {
    var state = JournalState()
    guard !records.isEmpty else { return state }
    state.plan("before", priority: 1, [records.map { SyncItem(.write($0)) }])
    if let batch = state.claim(by: "before") { state.complete(batch.number, ids.map { .done($0) }) }
    return state
  }
}
