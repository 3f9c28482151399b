import DeterministicRuntime
import Faults
import Hosting
import HubSpotAPI
import Measures
import Ports
import Recording
import SimulatedRedis
import VirtualTime

/// A core that waits in a request as long as it is told, and goes on waiting after its answer if it likes.
struct WaitingCore: Sendable {
  let number: Int
  let ports: InstancePorts
  let journal: Journal

  func wait(_ duration: Duration) async throws -> Int {
    try await ports.time.sleep(for: duration)
    return number
  }

  /// Answers at once, and writes to the store so much later.
  func writeLater(_ key: String, after duration: Duration) {
    Task {
      do {
        try await ports.time.sleep(for: duration)
        journal.note("woke in \(number)")
        _ = try await ports.store.run(.set(key, "\(number)"))
        journal.note("wrote \(key)")
      } catch {
        journal.note("\(number) is gone")
      }
    }
  }
}

/// What happened, with the second in which it did.
struct Journal: Sendable {
  private let kept = SimulationLocal<[String]>([])

  func note(_ text: String) {
    kept.withValue { $0.append("\(VirtualClock().now.seconds): \(text)") }
  }

  var lines: [String] { kept.withValue { $0 } }
}

/// A job that says what a script of answers says, each pass the next, and then that it found nothing.
struct ScriptedJob: BackgroundJob {
  let name: String
  var interval = Duration.seconds(10)
  var keepsWatch = false
  var takes = Duration.zero
  let number: Int
  let answers: SimulationLocal<[Bool]>
  let time: any TimeSource
  let journal: Journal

  func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    journal.note("\(name) \(pass) on \(number)")
    if takes > .zero { try await time.sleep(for: takes) }
    return answers.withValue { $0.isEmpty || !$0.removeFirst() ? .foundNothing : .foundWork }
  }
}

/// A host of waiting cores, and what is recorded of it.
struct Bench: Sendable {
  let redis = SimulatedRedis(latency: .milliseconds(1))
  let recorder = ActivityRecorder(epochMilliseconds: 0)
  let journal = Journal()
  let host: InstanceHost<WaitingCore>

  /// - Parameter jobs: by name, what its passes answer, whether it keeps watch, and how long a pass takes.
  init(
    _ mode: HostMode,
    schedule: JobSchedule? = nil,
    crashes: [InstanceCrash] = [],
    deadline: Duration = .seconds(60),
    jobs: [(name: String, answers: [Bool], keepsWatch: Bool, takes: Duration)] = [],
    plan: @escaping @Sendable (Int) -> (any FaultPlan)? = { _ in nil }
  ) {
    let (redis, recorder, journal) = (redis, recorder, journal)
    let scripts = jobs.map { SimulationLocal($0.answers) }
    host = InstanceHost(mode, jobs: schedule, crashes: crashes, deadline: deadline) { number in
      let ports = InstancePorts(hubSpot: NoHubSpot(), store: redis, epochMilliseconds: 0, plan: plan(number))
      let own = zip(jobs, scripts).map { job, answers in
        ScriptedJob(
          name: job.name,
          keepsWatch: job.keepsWatch,
          takes: job.takes,
          number: number,
          answers: answers,
          time: ports.time,
          journal: journal
        )
      }
      let report: @Sendable (JobPass) -> Void = { pass in
        recorder.observe(
          .jobPass(
            job: pass.job,
            instance: number,
            startedAt: pass.startedAt,
            changedSomething: pass.changedSomething
          ),
          at: VirtualClock().now
        )
      }
      return HostedInstance(
        number: number,
        core: WaitingCore(number: number, ports: ports, journal: journal),
        fence: ports.fence,
        jobs: own,
        runJobs: {
          await withDiscardingTaskGroup { group in
            for job in own {
              group.addTask { do { try await JobLoop(job, on: ports.time, report: report).run() } catch { return } }
            }
          }
        },
        runJob: { (name, pass) async throws(InstanceGone) in
          guard let job = own.first(where: { $0.name == name }) else { throw InstanceGone() }
          let startedAt = ports.time.now
          let changedSomething = try await job.run(pass: pass)
          report(JobPass(job: name, startedAt: startedAt, changedSomething: changedSomething))
          return changedSomething
        }
      )
    }
  }

  /// The number of the instance that waited; nil when there was no answer.
  func wait(_ duration: Duration, visitor: Int = 0) async -> Int? {
    await host.answer(for: .visitor(visitor, request: 0)) { try await $0.wait(duration) }
  }

  func rest(atMost limit: Duration = .seconds(600)) async throws -> [String] {
    try await host.run(recorder.passes, drainLimit: limit, leftovers: { [] }) {}
  }
}

private struct NoHubSpot: HubSpotTransport {
  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse { throw .instanceGone }
}

let second: Int64 = 1_000_000_000

func sleep(until instant: Int64) async throws {
  try await VirtualClock().sleep(until: VirtualInstant(nanoseconds: instant))
}

/// The first sleep is the last.
struct DeathInSleep: FaultPlan {
  func fault(at use: PortUse) -> Fault? { use == .sleep ? .deathBefore : nil }
}
