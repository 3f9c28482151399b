package import Faults

/// An instance of a product's core as its host sees it.
package struct HostedInstance<Core: Sendable>: Sendable {
  /// From 0.
  package let number: Int
  package let core: Core
  let fence: Fence
  /// The names of its background jobs.
  let jobs: [String]
  /// Runs them until the instance ends or the task is cancelled.
  let runJobs: @Sendable () async -> Void

  package init(
    number: Int,
    core: Core,
    fence: Fence,
    jobs: [String],
    runJobs: @escaping @Sendable () async -> Void
  ) {
    self.number = number
    self.core = core
    self.fence = fence
    self.jobs = jobs
    self.runJobs = runJobs
  }

  /// Whether it has not crashed.
  package var isAlive: Bool { !fence.isClosed }
}
