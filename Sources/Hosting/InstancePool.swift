import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import Recording
import VirtualTime

/// One instance for each request that is at work, as functions are hosted.
///
/// A request goes to the instance that has been idle for the shortest time, and to a new one when none is idle. Between its
/// requests an instance is frozen: its memory stays, and whatever of it waits or calls goes on with its next request. One
/// that dies under a request, or has been idle for too long, serves no other.
struct InstancePool<Core: Sendable>: Fleet {
  private struct Idle {
    let instance: HostedInstance<Core>
    let since: VirtualInstant
  }

  private struct State {
    /// In the order in which they became idle.
    var idle: [Idle] = []
    var started = 0
    var interruptions = 0
  }

  private let life: HostMode.InstanceLife
  private let make: @Sendable (Int) -> HostedInstance<Core>
  /// Made before it is needed, for it tells which jobs there are.
  private let first: HostedInstance<Core>
  private let state = SimulationLocal(State())
  private let clock = VirtualClock()

  init(
    _ life: HostMode.InstanceLife,
    _ make: @escaping @Sendable (Int) -> HostedInstance<Core>
  ) {
    self.life = life
    self.make = make
    first = make(0)
  }

  var started: Int { state.withValue { $0.started } }

  var interruptions: Int { state.withValue { $0.interruptions } }

  /// A new one, which counts as none of the run's.
  var afterwards: HostedInstance<Core>? { started == 0 ? first : make(started) }

  var jobs: [any BackgroundJob] { first.jobs }

  func place(for _: CallOrigin) -> Place<Core>? { Place(take: take, giveBack: giveBack) }

  func place(forCall _: Int) -> Place<Core>? { Place(take: take, giveBack: giveBack) }

  /// There are no instances but for requests.
  var allPlaces: [Place<Core>] { [Place(take: take, giveBack: giveBack)] }

  /// An instance that nobody else has, thawed. The wait for a new one is not cut short: if its request is given up
  /// meanwhile, it is there for the next.
  private func take() async -> HostedInstance<Core> {
    let now = clock.now
    let (taken, gone) = state.withValue { state -> (HostedInstance<Core>?, [Idle]) in
      let kept = state.idle.firstIndex { now - $0.since < VirtualSpan(life.idle) } ?? state.idle.count
      let gone = Array(state.idle[..<kept])
      state.idle.removeFirst(kept)
      return (state.idle.popLast()?.instance, gone)
    }
    for idle in gone { idle.instance.fence.close() }
    if let taken {
      taken.fence.thaw()
      return taken
    }
    let instance = start()
    if life.coldStart > .zero { await clock.sleepThroughCancellation(for: VirtualSpan(life.coldStart)) }
    return instance
  }

  private func start() -> HostedInstance<Core> {
    let number = state.withValue { state in
      state.started += 1
      return state.started - 1
    }
    return number == 0 ? first : make(number)
  }

  private func giveBack(_ instance: HostedInstance<Core>) {
    let isAlive = instance.isAlive
    instance.fence.freeze()
    state.withValue { state in
      if isAlive {
        state.idle.append(Idle(instance: instance, since: clock.now))
      } else {
        state.interruptions += 1
      }
    }
  }
}
