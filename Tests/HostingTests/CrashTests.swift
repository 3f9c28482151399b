import DeterministicRuntime
import Hosting
import HubSpotAPI
import Recording
import Testing
import VirtualTime

@Suite("An instance that crashes")
struct CrashTests {
  private static func crash(at: Int, _ place: Int?, back: Int) -> InstanceCrash {
    InstanceCrash(at: .seconds(at), place: place, backAfter: .seconds(back))
  }

  /// What the jobs did, who answered the question of each second from 0.5 s on, and when the run came to rest.
  private func run(
    _ crashes: [InstanceCrash],
    instances: Int = 2,
    schedule: JobSchedule? = nil,
    questions: Int = 0,
    takes: Duration = .milliseconds(100)
  ) throws -> (passes: [String], answers: [Int?], end: Int64) {
    try Simulation.run {
      let bench = Bench(
        .resident(instances),
        schedule: schedule,
        crashes: crashes,
        jobs: [("sync", [], false, .zero)]
      )
      let answers = SimulationLocal<[Int?]>([])
      let left = try await bench.host.run(bench.recorder.passes, drainLimit: .seconds(600), leftovers: { [] }) {
        for question in 0..<questions {
          try await sleep(until: Int64(question) * second + second / 2)
          let answer = await bench.wait(takes)
          answers.withValue { $0.append(answer) }
        }
      }
      #expect(left == [])
      return (bench.journal.lines, answers.withValue { $0 }, VirtualClock().nanoseconds)
    }.output
  }

  @Test("serves nobody from then on; the others do, and a new one with a number of its own when it is there")
  func one() throws {
    let run = try run([Self.crash(at: 2, 0, back: 3)], questions: 7)
    // Round the living: of one visitor always the first of them.
    #expect(run.answers == [0, 0, 1, 1, 1, 2, 2])
  }

  @Test("does so with all others where none is named: nobody answers until they are back")
  func all() throws {
    let run = try run([Self.crash(at: 2, nil, back: 3)], questions: 6)
    #expect(run.answers == [0, 0, nil, nil, nil, 2])
  }

  @Test("takes what it is at along, and is asked no more at the instant of its death")
  func atWork() throws {
    #expect(
      try run([Self.crash(at: 1, 0, back: 0)], instances: 1, questions: 3, takes: .milliseconds(500)).answers == [
        // Until 1 s, at whose instant it dies.
        nil, 1, 1,
      ]
    )
  }

  @Test("makes no passes any more, and the new one its own from its start; the run waits for those")
  func jobs() throws {
    let run = try run([Self.crash(at: 15, 1, back: 4)])
    // Who runs its jobs itself begins with its life: every 10 s from 0 s, and from 19 s.
    #expect(run.passes == ["10.0: sync 0 on 0", "10.0: sync 0 on 1", "20.0: sync 1 on 0", "29.0: sync 0 on 2"])
    #expect(run.end == 29 * second)
  }

  @Test("is called no more by the scheduler, which then calls the new one")
  func called() throws {
    let schedule = JobSchedule(shortestInterval: .seconds(10), longestRun: .seconds(10))
    let run = try run([Self.crash(at: 15, 0, back: 10)], schedule: schedule)
    #expect(run.passes == ["10.0: sync 0 on 0", "20.0: sync 1 on 1", "30.0: sync 2 on 2"])
  }

  @Test("is left alone when it is dead already: nobody dies twice, and one comes back")
  func twice() throws {
    let run = try run([Self.crash(at: 1, 0, back: 3), Self.crash(at: 2, nil, back: 5)], questions: 9)
    #expect(run.answers == [0, 1, nil, nil, 2, 2, 2, 2, 2])
  }

  @Test("dies again, as often as it is told")
  func again() throws {
    let run = try run([Self.crash(at: 1, 0, back: 1), Self.crash(at: 3, 0, back: 1)], instances: 1, questions: 6)
    #expect(run.answers == [0, nil, 1, nil, 2, 2])
  }

  @Test("keeps the run open until it is back, though nobody asks any more")
  func late() throws {
    #expect(try run([Self.crash(at: 95, 0, back: 5)], instances: 1).end == 110 * second)
  }
}
