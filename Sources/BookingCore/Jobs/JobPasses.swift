import Ports

/// The passes of an instance's jobs that are called for, and what is told of every pass.
struct JobPasses: Sendable {
  private let jobs: [any BackgroundJob]
  private let context: CoreContext

  init(_ jobs: [any BackgroundJob], _ context: CoreContext) {
    self.jobs = jobs
    self.context = context
  }

  /// Makes a pass and reports it. One that found the job taken is none, and is told of by its answer only.
  ///
  /// - Returns: nil when there is no such job.
  func make(_ name: String, pass: Int) async throws(InstanceGone) -> PassEnd? {
    guard let job = jobs.first(where: { $0.name == name }) else { return nil }
    let startedAt = context.time.now
    let end = try await job.make(pass: pass)
    if end != .taken { report(JobPass(job: name, startedAt: startedAt, changedSomething: end == .foundWork)) }
    return end
  }

  func report(_ pass: JobPass) {
    context.events.record(
      .jobPass(
        job: pass.job,
        instance: context.instance,
        startedAt: pass.startedAt,
        changedSomething: pass.changedSomething
      )
    )
  }
}
