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
  let lasting: SyncLasting
  let recorder: ActivityRecorder
  private let run: SyncRun
  private let random: KeyedRandom
  private let lives = InstanceLives()
  private let redis: SimulatedRedis
  private let firstStop = SimulationLocal(SyncStop?.none)

  /// In an account of its own.
  init(_ run: SyncRun) async throws {
    let random = KeyedRandom(seed: run.seed)
    let lasting = try await SyncLasting(run, random)
    self.init(run, lasting, SimulatedRedis(latency: .milliseconds(1)), random)
  }

  /// In an account that there is already.
  ///
  /// - Parameter recorder: told of the sync's own requests.
  init(_ run: SyncRun, in hubSpot: SimulatedHubSpot, _ redis: SimulatedRedis, _ recorder: ActivityRecorder) async throws
  {
    let random = KeyedRandom(seed: run.seed)
    let lasting = try await SyncLasting(run, random, in: hubSpot, recorder)
    self.init(run, lasting, redis, random)
  }

  private init(_ run: SyncRun, _ lasting: SyncLasting, _ redis: SimulatedRedis, _ random: KeyedRandom) {
    self.lasting = lasting
    recorder = lasting.recorder
    self.redis = redis
    self.run = run
    self.random = random
  }

  var deaths: Int { lives.deaths }

  /// - Returns: when the last instance had nothing left to do.
  /// - Throws: `KeptSyncError` and `SyncStop`, where what is kept cannot be read or written any more.
  func drive() async throws -> VirtualInstant {
    let end = await withTaskGroup(of: Void.self, returning: VirtualInstant.self) { deadly in
      for crash in run.world.crashes {
        deadly.addTask {
          // At 0, too, it is somebody who has begun that dies.
          let moment = max(VirtualSpan(crash.at), VirtualSpan(nanoseconds: 1))
          do { try await VirtualClock().sleep(for: moment) } catch { return }
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
    if let failure = lasting.failure { throw failure }
    if let stop = firstStop.withValue({ $0 }) { throw stop }
    return end
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
        guard life < run.world.restarts, lasting.failure == nil else { break }
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
      hubSpot: lasting.account,
      store: redis,
      epochMilliseconds: lasting.epoch,
      plan: run.faults(number, life)
    )
    let struck = lives.begin(number, ports.fence)
    group.addTask { await struck.wait() == .woken ? .died(life) : .unharmed }
    group.addTask {
      do throws(SyncStop) {
        _ = try await SyncInstance(run.design, context(number, ports))
          .run(SimulatedInbox(shelf: lasting.shelf, ports: ports))
        return .rested
      } catch {
        if error == .instanceGone { return .died(life) }
        if case .journal(.unavailable) = error, run.kept == nil {
          // Without its journal it can do nothing; another tries again.
          ports.fence.close()
          return .died(life)
        }
        firstStop.withValue { $0 = $0 ?? error }
        return .rested
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
    let journal = SimulatedJournal(
      lasting.journal,
      ports: ports,
      latency: run.world.journalLatency,
      outages: run.world.journalOutages,
      monitor: lasting.monitor
    )
    return SyncContext(
      client: client,
      journal: run.journalLayer(journal),
      settlements: lasting.settlements,
      settings: run.settings
    )
  }
}
