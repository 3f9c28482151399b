import Ports

/// How a host calls the jobs of its instances from outside: how often, at which instances, and for how long.
package struct JobSchedule: Hashable, Sendable {
  /// At which instances a job is called.
  package enum Reach: Hashable, Sendable {
    /// At one of those that live; calls go round.
    case oneInstance
    /// At all that live, at the same moment.
    case allInstances
  }

  /// A job that wants to be called more often is called as often as this.
  package var shortestInterval: Duration
  /// A pass that takes longer is ended where it stands.
  package var longestRun: Duration
  package var reach: Reach
  /// Whether each call comes twice, as hosts that promise to call at least once do at times.
  package var isDoubled: Bool
  /// Whether a call comes at its time though a pass of the job is still at work.
  package var mayOverlap: Bool

  package init(
    shortestInterval: Duration = .zero,
    longestRun: Duration,
    reach: Reach = .oneInstance,
    isDoubled: Bool = false,
    mayOverlap: Bool = true
  ) {
    self.shortestInterval = shortestInterval
    self.longestRun = longestRun
    self.reach = reach
    self.isDoubled = isDoubled
    self.mayOverlap = mayOverlap
  }

  func interval(of job: any BackgroundJob) -> Duration { max(job.interval, shortestInterval) }
}
