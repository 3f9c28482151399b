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
