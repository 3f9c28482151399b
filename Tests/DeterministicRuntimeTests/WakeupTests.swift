import DeterministicRuntime
import Testing
import VirtualTime

@Suite("A task that waits for a Wakeup")
struct WakeupTests {
  let clock = VirtualClock()

  /// Lets a task wait from 0 on until `deadline`, does `deed` in another task and tells how and when the wait ended.
  private func outcome(
    until deadline: VirtualInstant?,
    deed: @escaping @Sendable (Wakeup, Task<Wakeup.Outcome, Never>) async throws -> Void
  ) throws -> (Wakeup.Outcome, VirtualInstant) {
    try Simulation.run {
      let wakeup = Wakeup("test")
      let ended = SimulationLocal(VirtualInstant.start)
      let waiter = Task {
        let outcome = await wakeup.wait(until: deadline)
        ended.withValue { $0 = VirtualClock().now }
        return outcome
      }
      try await deed(wakeup, waiter)
      return (await waiter.value, ended.withValue { $0 })
    }.output
  }

  @Test("goes on at the instant of the wake")
  func woken() throws {
    let result = try outcome(until: .milliseconds(50)) { [clock] wakeup, _ in
      try await clock.sleep(milliseconds: 20)
      wakeup.wake()
      wakeup.wake()
    }
    #expect(result == (.woken, .milliseconds(20)))
  }

  @Test("goes on at its deadline when nobody wakes it")
  func expired() throws {
    let result = try outcome(until: .milliseconds(50)) { [clock] _, _ in try await clock.sleep(milliseconds: 60) }
    #expect(result == (.expired, .milliseconds(50)))
  }

  @Test("goes on when it is cancelled")
  func cancelled() throws {
    let result = try outcome(until: nil) { [clock] _, waiter in
      try await clock.sleep(milliseconds: 20)
      waiter.cancel()
    }
    #expect(result == (.cancelled, .milliseconds(20)))
  }

  @Test("a nanosecond before its deadline is woken, a nanosecond after it finds the wait expired", arguments: [-1, 1])
  func aroundTheDeadline(offset: Int64) throws {
    let result = try outcome(until: VirtualInstant(nanoseconds: 100)) { [clock] wakeup, _ in
      try await clock.sleep(nanoseconds: 100 + offset)
      wakeup.wake()
    }
    #expect(result == (offset < 0 ? .woken : .expired, VirtualInstant(nanoseconds: min(100 + offset, 100))))
  }

  @Test("is woken at its deadline by a task whose timer was set earlier")
  func wokenAtTheDeadline() throws {
    // The root sets its timer before the waiter has begun.
    let result = try outcome(until: .milliseconds(50)) { [clock] wakeup, _ in
      try await clock.sleep(milliseconds: 50)
      wakeup.wake()
    }
    #expect(result == (.woken, .milliseconds(50)))
  }

  @Test("has expired at its deadline for a task whose timer was set later")
  func expiredAtTheDeadline() throws {
    let result = try outcome(until: .milliseconds(50)) { [clock] wakeup, _ in
      try await clock.sleep(milliseconds: 10)
      try await clock.sleep(milliseconds: 40)
      wakeup.wake()
    }
    #expect(result == (.expired, .milliseconds(50)))
  }

  @Test("counts as woken when the wake comes after its cancellation, but before it goes on")
  func wakeBeatsCancellation() throws {
    let result = try outcome(until: nil) { [clock] wakeup, waiter in
      try await clock.sleep(milliseconds: 20)
      waiter.cancel()
      wakeup.wake()
    }
    #expect(result == (.woken, .milliseconds(20)))
  }

  @Test("does not wait when the wake came before, and then waits again")
  func remembered() throws {
    let outcomes = try Simulation.run { [clock] in
      let wakeup = Wakeup()
      wakeup.wake()
      wakeup.wake()
      let first = await wakeup.wait()
      let second = await wakeup.wait(until: .milliseconds(5))
      return (first, second, clock.now)
    }.output
    #expect(outcomes == (.woken, .expired, .milliseconds(5)))
  }

  @Test("does not wait for a deadline that is now or past, or when it is cancelled already")
  func noWait() throws {
    let outcomes = try Simulation.run { [clock] in
      let wakeup = Wakeup()
      try await clock.sleep(milliseconds: 5)
      let now = await wakeup.wait(until: .milliseconds(5))
      let past = await wakeup.wait(until: .milliseconds(4))
      let task = Task {
        await clock.sleepThroughCancellation(nanoseconds: 1)
        return await wakeup.wait()
      }
      task.cancel()
      return [now, past, await task.value]
    }.output
    #expect(outcomes == [.expired, .expired, .cancelled])
  }

  @Test("takes a wake from before, even if it is cancelled or the deadline is past: no wake is lost")
  func rememberedFirst() throws {
    let outcome = try Simulation.run { [clock] in
      let wakeup = Wakeup()
      let task = Task {
        await clock.sleepThroughCancellation(nanoseconds: 1)
        return await wakeup.wait(until: .start)
      }
      task.cancel()
      wakeup.wake()
      return await task.value
    }.output
    #expect(outcome == .woken)
  }

  @Test("alone: a second task that waits for the same one traps")
  func secondWaiter() async {
    await #expect(processExitsWith: .failure) {
      _ = try Simulation.run {
        let wakeup = Wakeup("taken")
        Task { await wakeup.wait() }
        await Task.yield()
        _ = await wakeup.wait()
      }
    }
  }
}
