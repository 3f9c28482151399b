package import Ports

/// Something that an instance does again and again beside its requests.
package protocol BackgroundJob: Sendable {
  var name: String { get }
  var interval: Duration { get }

  /// Makes one pass.
  ///
  /// - Parameter pass: the number of the pass, from 0.
  /// - Returns: whether there was anything to do. A job that failed half-way says yes: it is not finished.
  func run(pass: Int) async throws(InstanceGone) -> Bool
}

/// Runs a job at its interval until the instance ends. A pass that takes longer than the interval is not overtaken by
/// the next: ticks that come meanwhile are skipped.
package struct JobLoop: Sendable {
  private let job: any BackgroundJob
  private let context: CoreContext

  package init(_ job: any BackgroundJob, _ context: CoreContext) {
    self.job = job
    self.context = context
  }

  package func run() async throws(InstanceGone) {
    var pass = 0
    for await _ in context.time.ticks(every: job.interval) {
      let startedAt = context.time.now
      let changedSomething = try await job.run(pass: pass)
      context.events.record(
        .jobPass(
          job: job.name,
          instance: context.instance,
          startedAt: startedAt,
          changedSomething: changedSomething
        )
      )
      pass += 1
    }
  }
}
