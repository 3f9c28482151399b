import BookingCore
import DeterministicRuntime
import Ports
import Scenarios
import SimulatedRedis
import VirtualTime

/// The end of a run: no visitor is active, every queue is empty, no intent is unfinished, and every job of every
/// instance that lives has made a pass that changed nothing, begun after the last one that changed something.
struct Convergence {
  private let world: World
  private let clock = VirtualClock()

  init(_ world: World) { self.world = world }

  /// Waits until the run has converged, at most for the drain limit.
  ///
  /// - Returns: what was left at the drain limit.
  func wait() async -> [String] {
    let deadline = clock.now + VirtualSpan(world.scenario.drainLimit)
    let passes = world.recorder.passes
    var living = world.host.living
    passes.settle(from: clock.now, jobs: Self.jobs(of: living))
    while true {
      if world.host.living.count < living.count {
        // What a dead one has changed last it has told nobody: rest counts anew.
        living = world.host.living
        passes.settle(from: clock.now, jobs: Self.jobs(of: living))
      }
      let isQuiet = passes.isQuiet
      let left = isQuiet ? await leftovers() : []
      if isQuiet, left.isEmpty { return [] }
      if await passes.next(until: deadline) == .expired {
        let unquiet = isQuiet ? [] : ["background jobs that still find work"]
        return await leftovers() + unquiet
      }
    }
  }

  private static func jobs(of instances: [HostedInstance]) -> Set<PassLog.Job> {
    Set(
      instances.flatMap { instance in
        instance.core.jobs.map { PassLog.Job(name: $0.name, instance: instance.number) }
      }
    )
  }

  /// What stands in the store that should not at the end.
  private func leftovers() async -> [String] {
    var left: [String] = []
    for queue in WorkQueue.Name.allCases {
      for key in queue.lists {
        if case .list(let items) = await world.redis.inspect(key), !items.isEmpty {
          left.append("\(items.count) items in \(key)")
        }
      }
    }
    if case .sortedSet(let intents) = await world.redis.inspect(IntentLedger.unfinishedKey), !intents.isEmpty {
      left.append("\(intents.count) unfinished intents")
    }
    return left
  }
}
