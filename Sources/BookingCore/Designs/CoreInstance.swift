package import BookingAPI
package import HubSpotAPI
import HubSpotClient
package import Ports

/// One instance of the booking core: a design made of its own parts, on its own ports, with its own memory.
package struct CoreInstance: Sendable {
  package let service: any BookingService
  package let jobs: [any BackgroundJob]
  package let promisedAge: PromisedAge
  private let context: CoreContext
  private let passes: JobPasses

  /// - Parameter context: the instance's ports, its transport without the design's stack.
  package init(_ design: Design, _ context: CoreContext) {
    var context = context.observed
    let telemetry = context.telemetry
    let layers = design.transports(context)
    context.transport = layers.transport
    context.turns = layers.turns
    context.merging = layers.merging
    let parts = DesignParts(design, context)
    let engine = BookingEngine(parts, context)
    let cache = parts[Roles.cache]
    var promisedAge = PromisedAge(
      exams: parts[Roles.exams].age,
      credits: parts[Roles.credits].age,
      answers: Dictionary(uniqueKeysWithValues: CacheKind.allCases.map { ($0, cache.age(of: $0)) })
    )
    promisedAge.areListsSearched = parts[Roles.lists].readsBySearch
    self.promisedAge = promisedAge
    let caching: [any BackgroundJob] = cache.remembersAnything ? [CacheWarming(engine), CacheCheck(engine)] : []
    let events = parts[Roles.webhooks].jobs(WebhookWork(engine))
    let serving = parts[Roles.admission].jobs { RequestServing(engine, $0) }
    let queued = serving.isEmpty ? [] : serving + [NoticeDelivery.job(context)]
    let all = parts.jobs + [Recovery(engine)] + queued + events + caching + layers.jobs
    jobs =
      telemetry.isOn
      ? all.map { [time = context.time] in ObservedJob(inner: $0, time: time, telemetry: telemetry) } : all
    self.context = context
    passes = JobPasses(jobs, context)
    let called = CronService(engine, passes, secret: context.settings.cronSecret)
    service = telemetry.isOn ? ObservedService(inner: called, time: context.time, telemetry: telemetry) : called
  }

  /// Among the instances, from 0.
  package var number: Int { context.instance }

  /// HubSpot as this instance reaches it, through its design's transports.
  package func client(for origin: CallOrigin) -> CRMClient { context.client(for: origin) }

  /// Runs the background jobs until the instance ends or the task is cancelled.
  package func runJobs() async {
    await withDiscardingTaskGroup { group in
      for job in jobs {
        let loop = JobLoop(job, on: context.time) { passes.report($0) }
        group.addTask {
          do {
            try await loop.run()
          } catch {
            // The instance is gone; so are its jobs.
            return
          }
        }
      }
    }
  }

  /// Makes one pass of a job whose interval is kept by somebody else.
  ///
  /// - Parameters:
  ///   - name: of one of `jobs`.
  ///   - pass: the number of the pass, from 0.
  /// - Returns: whether there was anything to do.
  package func runJob(_ name: String, pass: Int) async throws(InstanceGone) -> Bool {
    guard let end = try await passes.make(name, pass: pass) else {
      preconditionFailure("\(name) is no job; expected one of \(jobs.map(\.name))")
    }
    return end == .foundWork
  }
}
