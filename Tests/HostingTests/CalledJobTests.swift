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

  private static let minute = JobSchedule(shortestInterval: .seconds(60), longestRun: .seconds(60))

  /// What jobs did until `end`, and what was left then.
  private func lines(
    _ schedule: JobSchedule,
    _ mode: HostMode = .resident(3),
    jobs: [(name: String, answers: [Bool], keepsWatch: Bool, takes: Duration)],
    until end: Int64,
    plan: @escaping @Sendable (Int) -> (any FaultPlan)? = { _ in nil }
  ) throws -> (journal: [String], left: [String]) {
    try Simulation.run {
      let bench = Bench(mode, schedule: schedule, jobs: jobs, plan: plan)
      let left = try await bench.host.run(bench.recorder.passes, drainLimit: .seconds(600), leftovers: { [] }) {
        try await sleep(until: end * second)
      }
      return (bench.journal.lines, left)
    }.output
  }

  @Test("are called no more often than the host allows, at one instance after the other")
  func rounds() throws {
    let (journal, left) = try lines(
      Self.minute,
      jobs: [("sync", [true, true], false, .zero), ("sweep", [], false, .zero)],
      until: 130
    )
    #expect(
      journal == [
        "60.0: sync 0 on 0", "60.0: sweep 0 on 1", "120.0: sync 1 on 2", "120.0: sweep 1 on 0", "180.0: sync 2 on 1",
        "180.0: sweep 2 on 2",
      ]
    )
    #expect(left == [])
  }

  @Test("are called at all instances, or twice, or both, each call with a number of its own", arguments: [false, true])
  func everywhere(_ isDoubled: Bool) throws {
    var schedule = Self.minute
    schedule.reach = .allInstances
    schedule.isDoubled = isDoubled
    let calls = try lines(schedule, jobs: [("sync", [], false, .zero)], until: 59).journal
    let once = ["60.0: sync 0 on 0", "60.0: sync 1 on 1", "60.0: sync 2 on 2"]
    #expect(calls == once + (isDoubled ? ["60.0: sync 3 on 0", "60.0: sync 4 on 1", "60.0: sync 5 on 2"] : []))
  }

  @Test("are called at their time though a pass is still at work, which is ended where it stands at the longest run")
  func longestRun() throws {
    var schedule = JobSchedule(longestRun: .seconds(25))
    let slow: [(name: String, answers: [Bool], keepsWatch: Bool, takes: Duration)] = [
      ("slow", [], false, .seconds(24))
    ]
    let (journal, left) = try lines(schedule, jobs: slow, until: 31)
    #expect(journal.prefix(3) == ["10.0: slow 0 on 0", "20.0: slow 1 on 1", "30.0: slow 2 on 2"])
    #expect(left == [])
    schedule.longestRun = .seconds(23)
    #expect(
      try lines(schedule, jobs: slow, until: 31).left == ["background jobs without a pass since the last change: slow"]
    )
  }

  @Test("go on at the instances that live, and the run ends when those have come to rest")
  func death() throws {
    let (journal, left) = try lines(
      Self.minute,
      .resident(2),
      jobs: [("sync", [true], false, .seconds(1))],
      until: 61,
      plan: { number in number == 0 ? DeathInSleep() : nil }
    )
    #expect(journal == ["60.0: sync 0 on 0", "120.0: sync 1 on 1", "180.0: sync 2 on 1"])
    #expect(left == [])
  }

  @Test("are called at an instance that is idle, or a new one, where there is one for each request")
  func pool() throws {
    var schedule = Self.minute
    schedule.isDoubled = true
    let journal = try lines(schedule, Self.mode, jobs: [("sync", [], false, .seconds(1))], until: 59).journal
    #expect(journal == ["60.0: sync 0 on 0", "60.0: sync 1 on 1"])
  }
}
