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
  /// How much later than its last record HubSpot's clock is when a process that is kept begins again: more than any window
  /// of the limits, so that none of them needs to be kept.
  private static let pauseMilliseconds: Int64 = 60_000

  let hubSpot: SimulatedHubSpot
  let account: WatchedAccount
  /// What is committed.
  let journal: any SyncJournal
  /// What HubSpot holds at the start.
  let earlier: Set<RecordKey>
  let recorder: ActivityRecorder
  private let disk: JournalDisk?
  private let keeper: EffectKeeper?
  /// Milliseconds since the Unix epoch at virtual time 0.
  private let epoch: Int64
  private let run: SyncRun
  private let random: KeyedRandom
  private let redis = SimulatedRedis(latency: .milliseconds(1))
  private let deathCount = SimulationLocal(0)
  private let firstStop = SimulationLocal(SyncStop?.none)

  init(_ run: SyncRun) async throws {
    let kept = try run.kept?.objects() ?? []
    epoch = kept.map(\.updatedAt).max().map { $0 + Self.pauseMilliseconds } ?? 0
    let recorder = ActivityRecorder(epochMilliseconds: epoch)
    let random = KeyedRandom(seed: run.seed)
    let keeper = run.kept.map { EffectKeeper($0) }
    let configuration = try HubSpotConfiguration(
      schema: .records(run.settings.objectType),
      limits: run.world.limits,
      latency: run.world.latency,
      indexLag: run.world.indexLag,
      epoch: epoch,
      portalID: 1,
      appID: 1
    )
    hubSpot = SimulatedHubSpot(
      configuration,
      random: random,
      requests: recorder.requests,
      judgements: recorder.judgements,
      effects: keeper
    )
    if let files = run.kept, let keeper {
      try await hubSpot.restore(kept)
      earlier = Set(kept.filter { $0.archivedAt == nil }.compactMap(\.recordKey))
      (journal, disk) = (files.journal, nil)
      account = WatchedAccount(KeptAccount(hubSpot: hubSpot, keeper: keeper), random, run.world.refused) {
        keeper.isAcknowledged($0, $1)
      }
    } else {
      let objects = run.before.map { ObjectInput(run.settings.objectType, properties: $0.properties) }
      let ids = try await hubSpot.seed(objects)
      earlier = Set(run.before.map(\.key))
      let disk = JournalDisk(Self.journal(knowing: run.before, ids, run))
      (journal, self.disk) = (disk, disk)
      account = WatchedAccount(hubSpot, random, run.world.refused) { disk.isAcknowledged($0, $1) }
    }
    self.keeper = keeper
    self.recorder = recorder
    self.run = run
    self.random = random
  }

  /// The most batches that ever waited; of a journal that is kept it is not known.
  var deepestQueue: Int { disk?.deepestQueue ?? 0 }

  var deaths: Int { deathCount.withValue { $0 } }

  /// - Returns: when the last instance had nothing left to do.
  /// - Throws: `KeptSyncError` and `SyncStop`, where what is kept cannot be read or written any more.
  func drive() async throws -> VirtualInstant {
    let instances = run.design[SyncRoles.workers].make(
      context(0, InstancePorts(hubSpot: account, store: redis, epochMilliseconds: epoch))
    ).instances
    await withDiscardingTaskGroup { group in
      for number in 0..<instances { group.addTask { await live(number) } }
    }
    if let failure = keeper?.failure { throw failure }
    if let stop = firstStop.withValue({ $0 }) { throw stop }
    return VirtualClock().now
  }

  /// One instance from life to life.
  private func live(_ number: Int) async {
    for life in 0...run.world.restarts {
      let ports = InstancePorts(
        hubSpot: account,
        store: redis,
        epochMilliseconds: epoch,
        plan: run.faults(number, life)
      )
      do throws(SyncStop) {
        _ = try await SyncInstance(run.design, context(number, ports)).run(run.source)
        return
      } catch {
        guard error == .instanceGone else {
          firstStop.withValue { $0 = $0 ?? error }
          return
        }
        deathCount.withValue { $0 += 1 }
        guard keeper?.failure == nil else { return }
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
    let journal = SimulatedJournal(journal, ports: ports, latency: run.world.journalLatency)
    return SyncContext(client: client, journal: run.journalLayer(journal), settings: run.settings)
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

extension KeptObject {
  fileprivate var recordKey: RecordKey? {
    properties.first { $0.name == RecordProperty.key }.flatMap { RecordKey($0.value) }
  }
}
