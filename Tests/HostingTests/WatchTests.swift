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
