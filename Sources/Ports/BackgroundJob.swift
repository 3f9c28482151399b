/// Something that an instance wants done again and again beside its requests.
package protocol BackgroundJob: Sendable {
  /// A stable name, unique within an instance.
  var name: String { get }
  var interval: Duration { get }
  /// Whether it only keeps watch: as long as its passes find nothing, the end of a run does not wait for them. One that
  /// finds something is work like any other, until a pass finds nothing again. False unless a job says otherwise.
  var keepsWatch: Bool { get }

  /// Makes one pass.
  ///
  /// - Parameter pass: the number of the pass, from 0.
  /// - Returns: whether there was anything to do. A job that failed half-way says yes: it is not finished.
  func run(pass: Int) async throws(InstanceGone) -> Bool
}

extension BackgroundJob {
  package var keepsWatch: Bool { false }
}

/// Runs a job at its interval until the instance ends. A pass that takes longer than the interval is not overtaken by
/// the next: ticks that come meanwhile are skipped.
package struct JobLoop: Sendable {
  private let job: any BackgroundJob
  private let time: any TimeSource
  private let report: @Sendable (JobPass) -> Void

  /// - Parameter report: told of each pass when it is over.
  package init(_ job: any BackgroundJob, on time: any TimeSource, report: @escaping @Sendable (JobPass) -> Void) {
    self.job = job
    self.time = time
    self.report = report
  }

  package func run() async throws(InstanceGone) {
    var pass = 0
    for await _ in time.ticks(every: job.interval) {
      let startedAt = time.now
      let changedSomething = try await job.run(pass: pass)
      report(JobPass(job: job.name, startedAt: startedAt, changedSomething: changedSomething))
      pass += 1
    }
  }
}

/// A pass of a background job that is over.
package struct JobPass: Hashable, Sendable {
  package let job: String
  package let startedAt: Timestamp
  /// As `BackgroundJob.run` has answered.
  package let changedSomething: Bool

  package init(job: String, startedAt: Timestamp, changedSomething: Bool) {
    self.job = job
    self.startedAt = startedAt
    self.changedSomething = changedSomething
  }
}
