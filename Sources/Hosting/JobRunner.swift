import Faults
import Ports
import Recording

/// What has the jobs of a host's instances make their passes.
protocol JobRunner<Core>: Sendable {
  associatedtype Core: Sendable

  /// Each runs jobs until its task is cancelled.
  var loops: [@Sendable () async -> Void] { get }
  /// Runs what an instance needs that has been started later.
  func runJobs(of newcomer: HostedInstance<Core>) async
  /// The jobs whose rest the end of a run waits for, and those that only keep watch.
  var jobs: (waitedFor: Set<PassLog.Job>, watching: Set<PassLog.Job>) { get }
  /// How many passes came to no end: what they changed last they have told nobody.
  var interruptions: Int { get }
}

/// Instances that run their jobs themselves; the rest of each is waited for, as long as it lives.
struct ResidentJobs<Core: Sendable>: JobRunner {
  private let fleet: ResidentFleet<Core>

  init(_ fleet: ResidentFleet<Core>) { self.fleet = fleet }

  var loops: [@Sendable () async -> Void] { fleet.living.map(\.runJobs) }

  func runJobs(of newcomer: HostedInstance<Core>) async { await newcomer.runJobs() }

  var jobs: (waitedFor: Set<PassLog.Job>, watching: Set<PassLog.Job>) {
    func jobs(keepingWatch: Bool) -> Set<PassLog.Job> {
      let jobs = fleet.living.flatMap { instance in
        instance.jobs.filter { $0.keepsWatch == keepingWatch }.map {
          PassLog.Job(name: $0.name, instance: instance.number)
        }
      }
      return Set(jobs)
    }
    return (jobs(keepingWatch: false), jobs(keepingWatch: true))
  }

  /// A pass ends with its instance, which the fleet counts.
  var interruptions: Int { 0 }
}
