import DeterministicRuntime
import Testing
import VirtualTime

@Suite("Cancelling a task that sleeps")
struct CancellationTests {
  let clock = VirtualClock()

  @Test("ends the sleep at that instant with CancellationError, and its timer is gone")
  func endsAtOnce() throws {
    let result = try Simulation.run { [clock] in
      let sleeper = Task {
        do {
          try await clock.sleep(milliseconds: 100)
          return nil as VirtualInstant?
        } catch is CancellationError {
          return clock.now
        }
      }
      try await clock.sleep(milliseconds: 30)
      sleeper.cancel()
      return try await sleeper.value
    }
    #expect(result.output == .milliseconds(30))
    #expect(result.endedAt == .milliseconds(30))
    #expect(result.eventCount == 1)
  }

  @Test("before the sleep makes it throw without waiting, even when it would not wait at all")
  func beforeTheSleep() throws {
    let lines = try journal { [clock] journal in
      let sleeper = Task {
        await clock.sleepThroughCancellation(nanoseconds: 5_000_000)
        for nap in [0, 1_000_000] as [Int64] {
          await #expect(throws: CancellationError.self) { try await clock.sleep(nanoseconds: nap) }
          journal.note("thrown")
        }
      }
      sleeper.cancel()
      await sleeper.value
    }
    #expect(lines == ["5 thrown", "5 thrown"])
  }

  @Test("at the instant of expiry, before the timer has fired, makes it throw")
  func beforeExpiry() throws {
    let lines = try journal { [clock] journal in
      let target = SimulationLocal<Task<Void, Never>?>(nil)
      let canceller = Task {
        await clock.sleepThroughCancellation(nanoseconds: 10_000_000)
        target.withValue { $0 }?.cancel()
      }
      let sleeper = Task {
        do {
          try await clock.sleep(milliseconds: 10)
          journal.note("normally")
        } catch {
          journal.note("cancelled")
        }
      }
      target.withValue { $0 = sleeper }
      await sleeper.value
      await canceller.value
    }
    #expect(lines == ["10 cancelled"])
  }

  @Test("at the instant of expiry, after the timer has fired, changes nothing")
  func afterExpiry() throws {
    let lines = try journal { [clock] journal in
      let sleeper = Task {
        do {
          try await clock.sleep(milliseconds: 10)
          journal.note("normally, cancelled: \(Task.isCancelled)")
          await Task.yield()
          journal.note("later, cancelled: \(Task.isCancelled)")
        } catch {
          journal.note("cancelled")
        }
      }
      let canceller = Task {
        await clock.sleepThroughCancellation(nanoseconds: 10_000_000)
        sleeper.cancel()
      }
      await sleeper.value
      await canceller.value
    }
    #expect(lines == ["10 normally, cancelled: false", "10 later, cancelled: false"])
  }

  @Test("one nanosecond before expiry makes it throw, one nanosecond after it does not", arguments: [-1, 1] as [Int64])
  func aroundExpiry(offset: Int64) throws {
    let wasCancelled = try Simulation.run { [clock] in
      let sleeper = Task {
        do {
          try await clock.sleep(nanoseconds: 100)
          return false
        } catch {
          return true
        }
      }
      try await clock.sleep(nanoseconds: 100 + offset)
      sleeper.cancel()
      return await sleeper.value
    }.output
    #expect(wasCancelled == (offset < 0))
  }

  @Test("twice is cancelling it once")
  func twice() throws {
    let lines = try journal { [clock] journal in
      let sleeper = Task {
        do { try await clock.sleep(milliseconds: 10) } catch { journal.note("thrown") }
      }
      try await clock.sleep(milliseconds: 1)
      sleeper.cancel()
      sleeper.cancel()
      await sleeper.value
      try await clock.sleep(milliseconds: 20)
    }
    #expect(lines == ["1 thrown"])
  }

  @Test("leaves a sleep through cancellation as long as it was")
  func through() throws {
    let end = try Simulation.run { [clock] in
      let server = Task { await clock.sleepThroughCancellation(nanoseconds: 10_000_000) }
      try await clock.sleep(milliseconds: 1)
      server.cancel()
      await server.value
    }.endedAt
    #expect(end == .milliseconds(10))
  }

  @Test("by a task group's timeout ends the group at the timeout")
  func timeout() throws {
    let result = try Simulation.run { [clock] in
      await withTaskGroup(of: String.self) { group in
        group.addTask {
          do {
            try await clock.sleep(milliseconds: 500)
            return "work"
          } catch {
            return "cancelled at \(clock.now.nanoseconds / 1_000_000)"
          }
        }
        group.addTask {
          do { try await clock.sleep(milliseconds: 200) } catch {}
          return "timeout"
        }
        var outcomes: [String] = []
        for await outcome in group {
          outcomes.append(outcome)
          group.cancelAll()
        }
        return outcomes
      }
    }
    #expect(result.output == ["timeout", "cancelled at 200"])
    #expect(result.endedAt == .milliseconds(200))
  }
}
