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
/// that dies under a request, or has been idle for too long, serves no other. Jobs are called from outside at their
/// intervals, each pass as a request of its own.
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
  private let deadline: VirtualSpan
  private let make: @Sendable (Int) -> HostedInstance<Core>
  /// Made before it is needed, for it tells which jobs there are.
  private let first: HostedInstance<Core>
  private let state = SimulationLocal(State())
  private let clock = VirtualClock()

  init(
    _ life: HostMode.InstanceLife,
    deadline: VirtualSpan,
    _ make: @escaping @Sendable (Int) -> HostedInstance<Core>
  ) {
    self.life = life
    self.deadline = deadline
    self.make = make
    first = make(0)
  }

  var started: Int { state.withValue { $0.started } }

  var interruptions: Int { state.withValue { $0.interruptions } }

  /// A new one, which counts as none of the run's.
  var afterwards: HostedInstance<Core>? { started == 0 ? first : make(started) }

  var jobs: (waitedFor: Set<PassLog.Job>, watching: Set<PassLog.Job>) {
    func jobs(keepingWatch: Bool) -> Set<PassLog.Job> {
      Set(first.jobs.filter { $0.keepsWatch == keepingWatch }.map { PassLog.Job(name: $0.name, instance: nil) })
    }
    return (jobs(keepingWatch: false), jobs(keepingWatch: true))
  }

  var jobLoops: [@Sendable () async -> Void] {
    let time = FencedTime(epochMilliseconds: 0, fence: Fence())
    return first.jobs.map { job in
      let loop = JobLoop(CalledJob(job, call), on: time) { _ in }
      return {
        do {
          try await loop.run()
        } catch {
          // The run is over.
          return
        }
      }
    }
  }

  func place(for _: CallOrigin) -> Place<Core>? { Place(take: take, giveBack: giveBack) }

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

  /// Makes a pass of a job. One that takes longer than the deadline is given up; it is not overtaken by the next.
  ///
  /// - Returns: whether there was anything to do, as far as it is known.
  private func call(_ job: String, pass: Int) async -> Bool {
    let (answer, answered) = (SimulationLocal<Bool?>(nil), Wakeup("the end of a pass"))
    let task = Task {
      let instance = await take()
      do {
        let changedSomething = try await instance.runJob(job, pass)
        answer.withValue { $0 = changedSomething }
      } catch {
        // It died or was given up: what it has done nobody knows.
        state.withValue { $0.interruptions += 1 }
      }
      giveBack(instance)
      answered.wake()
    }
    if await answered.wait(until: clock.now + deadline) != .woken {
      task.cancel()
      await task.value
    }
    return answer.withValue { $0 } ?? true
  }
}

/// A job that is called from outside.
private struct CalledJob: BackgroundJob {
  let name: String
  let interval: Duration
  private let call: @Sendable (_ name: String, _ pass: Int) async -> Bool

  init(_ job: any BackgroundJob, _ call: @escaping @Sendable (_ name: String, _ pass: Int) async -> Bool) {
    name = job.name
    interval = job.interval
    self.call = call
  }

  func run(pass: Int) async throws(InstanceGone) -> Bool { await call(name, pass) }
}
