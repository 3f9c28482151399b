import AccountScenarios
import BulkSync
import Composition
import DeterministicRuntime
import Faults
import Hosting
import HubSpotAPI
import HubSpotClient
import Ports
import Recording
import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

/// An account, a journal's disk, and instances that begin again when they have died.
struct SyncWorld: Sendable {
  let hubSpot: SimulatedHubSpot
  let account: WatchedAccount
  let disk: JournalDisk
  let recorder: ActivityRecorder
  private let run: SyncRun
  private let random: KeyedRandom
  private let lives = InstanceLives()
  private let redis: SimulatedRedis

  /// In an account of its own.
  init(_ run: SyncRun) async throws {
    let recorder = ActivityRecorder(epochMilliseconds: run.world.epoch)
    let configuration = try HubSpotConfiguration(
      schema: .records(run.settings.objectType),
      limits: run.world.limits,
      latency: run.world.latency,
      indexLag: run.world.indexLag,
      epoch: run.world.epoch,
      portalID: 1,
      appID: 1,
      pages: run.world.pages,
      otherTraffic: run.world.otherTraffic,
      episodes: run.world.episodes
    )
    let hubSpot = SimulatedHubSpot(
      configuration,
      random: KeyedRandom(seed: run.seed),
      requests: recorder.requests,
      judgements: recorder.judgements
    )
    try await self.init(run, in: hubSpot, SimulatedRedis(latency: .milliseconds(1)), recorder)
  }

  /// In an account that there is already.
  ///
  /// - Parameter recorder: told of the sync's own requests.
  init(_ run: SyncRun, in hubSpot: SimulatedHubSpot, _ redis: SimulatedRedis, _ recorder: ActivityRecorder) async throws
  {
    let random = KeyedRandom(seed: run.seed)
    let objects = run.before.map { ObjectInput(run.settings.objectType, properties: $0.properties) }
    let ids = try await hubSpot.seed(objects)
    disk = JournalDisk(Self.journal(knowing: run.before, ids, run))
    account = WatchedAccount(hubSpot, disk, random, run.world.refused)
    self.hubSpot = hubSpot
    self.redis = redis
    self.recorder = recorder
    self.run = run
    self.random = random
  }

  var deaths: Int { lives.deaths }

  /// - Returns: when the last instance had nothing left to do.
  func drive() async -> VirtualInstant {
    await withTaskGroup(of: Void.self, returning: VirtualInstant.self) { deadly in
      for crash in run.world.crashes {
        deadly.addTask {
          do { try await VirtualClock().sleep(for: VirtualSpan(crash.at)) } catch { return }
          lives.strike(crash)
        }
      }
      await withDiscardingTaskGroup { group in
        for number in 0..<run.design.workers.instances { group.addTask { await live(number) } }
      }
      let end = VirtualClock().now
      // Nobody is there any more who could die.
      deadly.cancelAll()
      return end
    }
  }

  /// One instance from life to life. What a dead one still waits for holds nobody up: its fence is closed.
  private func live(_ number: Int) async {
    await withTaskGroup(of: LifeEnd.self) { group in
      var life = 0
      begin(life, of: number, in: &group)
      while let end = await group.next(), end != .rested {
        // What comes of an earlier life is known.
        guard end == .died(life) else { continue }
        let backAfter = lives.bury(number) ?? run.world.restartAfter
        guard life < run.world.restarts else { break }
        await VirtualClock().sleepThroughCancellation(for: VirtualSpan(backAfter))
        life += 1
        begin(life, of: number, in: &group)
      }
      lives.end(number)
      group.cancelAll()
    }
  }

  private enum LifeEnd: Hashable, Sendable {
    /// Nothing is left to do, or the journal does not let it go on.
    case rested
    case died(Int)
    /// Nobody has struck it while it lived.
    case unharmed
  }

  private func begin(_ life: Int, of number: Int, in group: inout TaskGroup<LifeEnd>) {
    let ports = InstancePorts(
      hubSpot: account,
      store: redis,
      epochMilliseconds: run.world.epoch,
      plan: run.faults(number, life)
    )
    let struck = lives.begin(number, ports.fence)
    group.addTask { await struck.wait() == .woken ? .died(life) : .unharmed }
    group.addTask {
      do throws(SyncStop) {
        _ = try await SyncInstance(run.design, context(number, ports)).run(run.source)
        return .rested
      } catch {
        return error == .instanceGone ? .died(life) : .rested
      }
    }
  }

  private func context(_ number: Int, _ ports: InstancePorts) -> SyncContext {
    var settings = ClientSettings()
    settings.pacing = run.world.pacing.completed(
      tenSecond: run.world.limits.tenSecond.limit,
      search: run.world.limits.search.limit,
      burst: run.world.limits.burst?.limit,
      instances: run.world.pacing.instances
    )
    let name = run.world.firstInstance + number
    let client = ClientContext(
      transport: ports.transport,
      store: ports.store,
      time: ports.time,
      chance: KeyedChance(random: random),
      identifiers: NumberedIdentifiers(instance: name),
      events: EventCall { event in
        if case .alert(let alert) = event { recorder.observe(.alert(alert), of: number, at: VirtualClock().now) }
      },
      settings: settings,
      instance: name
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
