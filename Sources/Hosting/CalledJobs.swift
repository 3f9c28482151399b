import DeterministicRuntime
import Faults
import Ports
import Recording
import VirtualTime

/// Jobs that are called from outside at their intervals, each pass as a request of its own, which is ended where it stands
/// when it takes too long. Which instance makes a pass does not matter, so that a job is at rest by its name.
struct CalledJobs<Core: Sendable>: JobRunner {
  private struct State {
    var calls = 0
    var interruptions = 0
  }

  private let fleet: any Fleet<Core>
  private let schedule: JobSchedule
  private let failed: @Sendable (_ job: String) -> Void
  private let state = SimulationLocal(State())
  private let clock = VirtualClock()

  /// - Parameter failed: told of each pass that was ended, or whose instance died.
  init(
    _ fleet: any Fleet<Core>,
    _ schedule: JobSchedule,
    failed: @escaping @Sendable (_ job: String) -> Void = { _ in }
  ) {
    self.fleet = fleet
    self.schedule = schedule
    self.failed = failed
  }

  var interruptions: Int { state.withValue { $0.interruptions } }

  var jobs: (waitedFor: Set<PassLog.Job>, watching: Set<PassLog.Job>) {
    func jobs(keepingWatch: Bool) -> Set<PassLog.Job> {
      Set(fleet.jobs.filter { $0.keepsWatch == keepingWatch }.map { PassLog.Job(name: $0.name, instance: nil) })
    }
    return (jobs(keepingWatch: false), jobs(keepingWatch: true))
  }

  var loops: [@Sendable () async -> Void] { fleet.jobs.map { job in { await callAgainAndAgain(job) } } }

  /// Whoever lives is called.
  func runJobs(of _: HostedInstance<Core>) {}

  private func callAgainAndAgain(_ job: any BackgroundJob) async {
    let (name, interval) = (job.name, schedule.interval(of: job))
    let time = FencedTime(epochMilliseconds: 0, fence: Fence())
    await withDiscardingTaskGroup { group in
      var pass = 0
      for await _ in time.ticks(every: interval) {
        for place in places() {
          let number = pass
          pass += 1
          if schedule.mayOverlap {
            group.addTask { await call(name, pass: number, at: place) }
          } else {
            await call(name, pass: number, at: place)
          }
        }
      }
    }
  }

  /// Where the calls of one moment go.
  private func places() -> [Place<Core>] {
    (0..<(schedule.isDoubled ? 2 : 1)).flatMap { _ in
      switch schedule.reach {
      case .allInstances: return fleet.allPlaces
      case .oneInstance:
        let number = state.withValue { state in
          state.calls += 1
          return state.calls - 1
        }
        return fleet.place(forCall: number).map { [$0] } ?? []
      }
    }
  }

  private func call(_ job: String, pass: Int, at place: Place<Core>) async {
    let ended = Wakeup("the end of a pass")
    let task = Task {
      let instance = await place.take()
      do {
        _ = try await instance.runJob(job, pass)
      } catch {
        // It died or was given up: what it has done nobody knows.
        state.withValue { $0.interruptions += 1 }
        failed(job)
      }
      place.giveBack(instance)
      ended.wake()
    }
    guard await ended.wait(until: clock.now + VirtualSpan(schedule.longestRun)) != .woken else { return }
    task.cancel()
    await task.value
  }
}
