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
  func make(pass: Int) async throws(InstanceGone) -> PassEnd
}

extension BackgroundJob {
  package var keepsWatch: Bool { false }

  /// Makes one pass.
  ///
  /// - Returns: whether there was anything to do, as far as this pass knows: one that was taken found nothing.
  package func run(pass: Int) async throws(InstanceGone) -> Bool { try await make(pass: pass) == .foundWork }
}

/// What a pass of a job has come to.
package enum PassEnd: Hashable, Sendable {
  case foundNothing
  /// There was something to do. A pass that failed half-way says so, too: it is not finished.
  case foundWork
  /// Somebody else has the job, a dead holder perhaps, whose lease has not run out: nothing is known of what there is to do.
  case taken
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
      let changedSomething = try await job.make(pass: pass) == .foundWork
      report(JobPass(job: job.name, startedAt: startedAt, changedSomething: changedSomething))
      pass += 1
    }
  }
}

/// A pass of a background job that is over.
package struct JobPass: Hashable, Sendable {
  package let job: String
  package let startedAt: Timestamp
  /// Whether there was anything to do, as `BackgroundJob.run` has answered.
  package let changedSomething: Bool

  package init(job: String, startedAt: Timestamp, changedSomething: Bool) {
    self.job = job
    self.startedAt = startedAt
    self.changedSomething = changedSomething
  }
}
