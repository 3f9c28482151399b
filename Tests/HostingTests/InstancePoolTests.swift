import DeterministicRuntime
import Faults
import Hosting
import HubSpotAPI
import Measures
import Ports
import Recording
import SimulatedRedis
import Testing
import VirtualTime

/// A core that waits in a request as long as it is told, and goes on waiting after its answer if it likes.
private struct WaitingCore: Sendable {
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
private struct Journal: Sendable {
  private let kept = SimulationLocal<[String]>([])

  func note(_ text: String) {
    kept.withValue { $0.append("\(VirtualClock().now.seconds): \(text)") }
  }

  var lines: [String] { kept.withValue { $0 } }
}

/// A job that says what a script of answers says, each pass the next, and then that it found nothing.
private struct ScriptedJob: BackgroundJob {
  let name: String
  var interval = Duration.seconds(10)
  var keepsWatch = false
  var takes = Duration.zero
  let number: Int
  let answers: SimulationLocal<[Bool]>
  let time: any TimeSource
  let journal: Journal

  func run(pass: Int) async throws(InstanceGone) -> Bool {
    journal.note("\(name) \(pass) on \(number)")
    if takes > .zero { try await time.sleep(for: takes) }
    return answers.withValue { $0.isEmpty ? false : $0.removeFirst() }
  }
}

/// A host of waiting cores, and what is recorded of it.
private struct Bench: Sendable {
  let redis = SimulatedRedis(latency: .milliseconds(1))
  let recorder = ActivityRecorder(epochMilliseconds: 0)
  let journal = Journal()
  let host: InstanceHost<WaitingCore>

  /// - Parameter jobs: by name, what its passes answer, whether it keeps watch, and how long a pass takes.
  init(
    _ mode: HostMode,
    deadline: Duration = .seconds(60),
    jobs: [(name: String, answers: [Bool], keepsWatch: Bool, takes: Duration)] = [],
    plan: @escaping @Sendable (Int) -> (any FaultPlan)? = { _ in nil }
  ) {
    let (redis, recorder, journal) = (redis, recorder, journal)
    let scripts = jobs.map { SimulationLocal($0.answers) }
    host = InstanceHost(mode, deadline: deadline) { number in
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

private let second: Int64 = 1_000_000_000

private func sleep(until instant: Int64) async throws {
  try await VirtualClock().sleep(until: VirtualInstant(nanoseconds: instant))
}

@Suite("A host with an instance for each request")
struct InstancePoolTests {
  private static func mode(coldStart: Duration = .zero, idle: Duration = .seconds(300)) -> HostMode {
    .anInstanceARequest(.init(coldStart: coldStart, idle: idle))
  }

  @Test("starts one when all others are at work, and prefers the one that has been idle for the shortest time")
  func places() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode())
      async let first = bench.wait(.seconds(3))
      async let second = bench.wait(.seconds(2))
      async let third = bench.wait(.seconds(1))
      #expect(await [first, second, third] == [0, 1, 2])
      #expect(bench.host.started == 3)
      // 2 was done first and 0 last.
      async let again = bench.wait(.seconds(1))
      async let besides = bench.wait(.seconds(1))
      #expect(await [again, besides] == [0, 1])
      #expect(bench.host.started == 3)
    }
  }

  @Test("keeps an idle instance for less than the idle time, and starts a new one exactly then")
  func idleTime() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode(idle: .seconds(5)))
      #expect(await bench.wait(.seconds(1)) == 0)
      try await sleep(until: 6 * second - 1)
      #expect(await bench.wait(.seconds(1)) == 0)
      try await sleep(until: 12 * second - 1)
      #expect(await bench.wait(.seconds(1)) == 1)
    }
  }

  @Test("serves one request with each instance when none may be idle")
  func neverReused() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode(idle: .zero))
      for number in 0..<3 { #expect(await bench.wait(.zero) == number) }
    }
  }

  @Test("lets a request that needs a new instance wait for its start, and no other")
  func coldStart() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode(coldStart: .milliseconds(800)))
      #expect(await bench.wait(.seconds(1)) == 0)
      #expect(VirtualClock().nanoseconds == 1_800_000_000)
      #expect(await bench.wait(.seconds(1)) == 0)
      #expect(VirtualClock().nanoseconds == 2_800_000_000)
    }
  }

  @Test("gives up a request at its deadline, the start of its instance included; the instance serves the next one")
  func deadline() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode(coldStart: .seconds(1)), deadline: .seconds(3))
      #expect(await bench.wait(.seconds(2)) == nil)
      #expect(VirtualClock().nanoseconds == 3 * second)
      #expect(await bench.wait(.seconds(2)) == 0)
      #expect(bench.host.started == 1)
    }
  }

  @Test("freezes an instance between its requests: what waits in it goes on with the next one")
  func frozen() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode())
      _ = await bench.host.answer(for: .visitor(0, request: 0)) { core in
        core.writeLater("late", after: .seconds(5))
        // Long enough to fall asleep.
        return try await core.wait(.milliseconds(1))
      }
      try await sleep(until: 20 * second)
      #expect(await bench.redis.inspect("late") == nil)
      #expect(bench.journal.lines == [])
      #expect(await bench.wait(.milliseconds(500)) == 0)
      #expect(await bench.redis.inspect("late") == .string("0"))
      #expect(bench.journal.lines == ["20.0: woke in 0", "20.001: wrote late"])
    }
  }

  @Test("lets what has not fallen asleep before the answer do so when it is thawed, for as long as it wanted")
  func frozenAwake() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode())
      _ = await bench.host.answer(for: .visitor(0, request: 0)) { core in core.writeLater("late", after: .seconds(5)) }
      try await sleep(until: 20 * second)
      #expect(await bench.wait(.seconds(6)) == 0)
      #expect(bench.journal.lines == ["25.0: woke in 0", "25.001: wrote late"])
    }
  }

  @Test("lets what a frozen instance has sent take effect, and tells it of that when it is thawed")
  func sentBefore() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode())
      _ = await bench.host.answer(for: .visitor(0, request: 0)) { core in
        core.writeLater("late", after: .milliseconds(10))
        // Long enough for the command to be sent, and not for its reply.
        return try await core.wait(.microseconds(10_500))
      }
      try await sleep(until: 20 * second)
      #expect(await bench.redis.inspect("late") == .string("0"))
      #expect(bench.journal.lines == ["0.01: woke in 0"])
      _ = await bench.wait(.zero)
      _ = await bench.wait(.milliseconds(1))
      #expect(bench.journal.lines == ["0.01: woke in 0", "20.0: wrote late"])
    }
  }

  @Test("ends what waits in an instance that has been idle for too long")
  func gone() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode(idle: .seconds(10)))
      _ = await bench.host.answer(for: .visitor(0, request: 0)) { core in core.writeLater("late", after: .seconds(5)) }
      try await sleep(until: 20 * second)
      #expect(await bench.wait(.seconds(1)) == 1)
      #expect(bench.journal.lines == ["20.0: 0 is gone"])
      #expect(await bench.redis.inspect("late") == nil)
    }
  }

  @Test("serves no other request with an instance that has died, and numbers its successor anew")
  func death() throws {
    _ = try Simulation.run {
      let bench = Bench(
        Self.mode(),
        plan: { number in
          guard number == 0 else { return nil }
          return DeathInSleep()
        }
      )
      #expect(await bench.wait(.seconds(1)) == nil)
      #expect(await bench.wait(.seconds(1)) == 1)
    }
  }
}

/// The first sleep is the last.
private struct DeathInSleep: FaultPlan {
  func fault(at use: PortUse) -> Fault? { use == .sleep ? .deathBefore : nil }
}

@Suite("Jobs that are called from outside")
struct CalledJobTests {
  private static let mode = HostMode.anInstanceARequest(.init())

  @Test("make their passes at their intervals on an instance that is idle, or on a new one")
  func intervals() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode, jobs: [("sync", [true], false, .zero), ("sweep", [], false, .seconds(1))])
      let left = try await bench.host.run(bench.recorder.passes, drainLimit: .seconds(600), leftovers: { [] }) {
        try await sleep(until: 11 * second)
      }
      #expect(left == [])
      #expect(
        bench.journal.lines == [
          "10.0: sync 0 on 0", "10.0: sweep 0 on 0", "20.0: sync 1 on 0", "20.0: sweep 1 on 0",
        ]
      )
      let jobs = bench.recorder.finished().jobs
      #expect(jobs["sync"]?.passes == 2)
      #expect(jobs["sync"]?.passesWithWork == 1)
      #expect(jobs["sweep"]?.passes == 2)
    }
  }

  @Test("are given up at the deadline, and the run does not end before one has come through")
  func givenUp() throws {
    _ = try Simulation.run {
      let bench = Bench(Self.mode, deadline: .seconds(3), jobs: [("slow", [], false, .seconds(4))])
      let left = try await bench.rest(atMost: .seconds(35))
      #expect(left == ["background jobs without a pass since the last change: slow"])
      #expect(bench.recorder.finished().jobs["slow"] == nil)
    }
  }
}

@Suite("A job that only keeps watch")
struct WatchTests {
  private func end(_ answers: [Bool], keepsWatch: Bool, _ mode: HostMode = .resident(1)) throws -> [String] {
    try Simulation.run {
      let bench = Bench(mode, jobs: [("watch", answers, keepsWatch, .zero)])
      _ = try await bench.host.run(bench.recorder.passes, drainLimit: .seconds(600), leftovers: { [] }) {
        try await sleep(until: 15 * second)
      }
      return bench.journal.lines
    }.output
  }

  @Test("does not hold a run open while it finds nothing; another job does, until a pass of it finds nothing")
  func quiet() throws {
    let (watching, waitedFor) = (try end([], keepsWatch: true), try end([], keepsWatch: false))
    #expect(watching == ["10.0: watch 0 on 0"])
    #expect(waitedFor == ["10.0: watch 0 on 0", "20.0: watch 1 on 0"])
  }

  @Test(
    "holds it open when it has found something, until it finds nothing",
    arguments: [
      HostMode.resident(1), .anInstanceARequest(.init()),
    ]
  )
  func foundSomething(_ mode: HostMode) throws {
    let lines = try end([true, true], keepsWatch: true, mode)
    #expect(lines == ["10.0: watch 0 on 0", "20.0: watch 1 on 0", "30.0: watch 2 on 0"])
  }

  @Test("that repairs something makes the other jobs look again")
  func repairs() throws {
    let lines = try Simulation.run {
      let bench = Bench(
        .resident(1),
        jobs: [("other", [], false, .zero), ("watch", [false, true], true, .seconds(5))]
      )
      _ = try await bench.host.run(bench.recorder.passes, drainLimit: .seconds(600), leftovers: { [] }) {
        try await sleep(until: 21 * second)
      }
      return bench.journal.lines
    }.output
    // The watch of 20 s is at work until 25 s: what it repaired the other job sees at 30 s.
    #expect(lines.contains("30.0: other 2 on 0"))
  }
}
