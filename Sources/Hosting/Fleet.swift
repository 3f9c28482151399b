import HubSpotAPI
import Ports
import Recording

/// The instances of a host: which of them a request goes to, and how their jobs are run.
protocol Fleet<Core>: Sendable {
  associatedtype Core: Sendable

  /// How many instances have been started.
  var started: Int { get }
  /// How often an instance has died, or a pass of a job was given up: what it changed last it has told nobody.
  var interruptions: Int { get }
  /// An instance for whoever has a question when the run is over.
  var afterwards: HostedInstance<Core>? { get }
  /// Each runs jobs until its task is cancelled.
  var jobLoops: [@Sendable () async -> Void] { get }
  /// The jobs whose rest the end of a run waits for, and those that only keep watch.
  var jobs: (waitedFor: Set<PassLog.Job>, watching: Set<PassLog.Job>) { get }

  /// Where a request is served; nil when there is no such place.
  func place(for origin: CallOrigin) -> Place<Core>?
}

/// Where a request is served.
struct Place<Core: Sendable>: Sendable {
  /// The instance that serves it, when it is ready.
  let take: @Sendable () async -> HostedInstance<Core>
  /// Told when the instance has done the request's work, or has died of it.
  let giveBack: @Sendable (HostedInstance<Core>) -> Void
}

/// Instances that live from the start of a run to its end, unless they crash. Requests go round among those that live: who
/// comes back reaches the next one.
struct ResidentFleet<Core: Sendable>: Fleet {
  private let instances: [HostedInstance<Core>]

  init(_ instances: [HostedInstance<Core>]) { self.instances = instances }

  private var living: [HostedInstance<Core>] { instances.filter(\.isAlive) }

  var started: Int { instances.count }

  var interruptions: Int { instances.count { !$0.isAlive } }

  var afterwards: HostedInstance<Core>? { instances.first(where: \.isAlive) }

  var jobLoops: [@Sendable () async -> Void] { instances.map(\.runJobs) }

  var jobs: (waitedFor: Set<PassLog.Job>, watching: Set<PassLog.Job>) {
    func jobs(keepingWatch: Bool) -> Set<PassLog.Job> {
      let jobs = living.flatMap { instance in
        instance.jobs.filter { $0.keepsWatch == keepingWatch }.map {
          PassLog.Job(name: $0.name, instance: instance.number)
        }
      }
      return Set(jobs)
    }
    return (jobs(keepingWatch: false), jobs(keepingWatch: true))
  }

  func place(for origin: CallOrigin) -> Place<Core>? {
    let living = living
    guard !living.isEmpty else { return nil }
    let instance = living[origin.number.map { ($0 + origin.request) % living.count } ?? 0]
    return Place(take: { instance }, giveBack: { _ in })
  }
}
