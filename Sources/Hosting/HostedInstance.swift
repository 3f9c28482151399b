package import Faults
package import Ports

/// An instance of a product's core as its host sees it. There is one of each number; cores are large, so that it is handed on by
/// reference.
package final class HostedInstance<Core: Sendable>: Sendable {
  /// From 0.
  package let number: Int
  package let core: Core
  let fence: Fence
  /// Its background jobs.
  let jobs: [any BackgroundJob]
  /// Runs them until the instance ends or the task is cancelled.
  let runJobs: @Sendable () async -> Void
  /// Makes a single pass of one of them, by name, and reports it; answers whether there was anything to do.
  let runJob: @Sendable (_ name: String, _ pass: Int) async throws(InstanceGone) -> Bool

  package init(
    number: Int,
    core: Core,
    fence: Fence,
    jobs: [any BackgroundJob],
    runJobs: @escaping @Sendable () async -> Void,
    runJob: @escaping @Sendable (_ name: String, _ pass: Int) async throws(InstanceGone) -> Bool
  ) {
    self.number = number
    self.core = core
    self.fence = fence
    self.jobs = jobs
    self.runJobs = runJobs
    self.runJob = runJob
  }

  /// Whether it has not crashed.
  package var isAlive: Bool { !fence.isClosed }
}
