import DeterministicRuntime
import Testing
import VirtualTime

@Suite("Time in a simulation")
struct VirtualTimeTests {
  let clock = VirtualClock()

  @Test("starts at 0 and moves only by waiting")
  func startsAtZero() throws {
    let result = try Simulation.run {
      var sum = 0
      for number in 0..<100_000 { sum &+= number }
      return (VirtualClock().now, sum)
    }
    #expect(result.output.0 == .start)
    #expect(result.endedAt == .start)
    #expect(result.eventCount == 0)
  }

  @Test("is exact to the nanosecond after a sleep of any kind")
  func exact() throws {
    let result = try Simulation.run { [clock] in
      try await clock.sleep(nanoseconds: 1)
      try await clock.sleep(for: .seconds(86_400))
      await clock.sleepThroughCancellation(nanoseconds: 2)
      try await clock.sleep(until: VirtualInstant(nanoseconds: 86_400_000_000_010), tolerance: .seconds(5))
      return clock.nanoseconds
    }
    #expect(result.output == 86_400_000_000_010)
    #expect(result.endedAt == VirtualInstant(nanoseconds: 86_400_000_000_010))
    #expect(result.eventCount == 4)
  }

  @Test("of 1000 tasks that sleep 1 s each passes once, not 1000 times")
  func parallelSleeps() throws {
    let result = try Simulation.run { [clock] in
      await withDiscardingTaskGroup { group in
        for _ in 0..<1000 { group.addTask { await clock.sleepThroughCancellation(nanoseconds: 1_000_000_000) } }
      }
    }
    #expect(result.endedAt == .milliseconds(1000))
    #expect(result.eventCount == 1000)
  }

  @Test("does not pass in a sleep of 0 or into the past, and nothing else runs meanwhile")
  func noWait() throws {
    let lines = try journal { [clock] journal in
      Task { journal.note("other") }
      try await clock.sleep(nanoseconds: 0)
      try await clock.sleep(nanoseconds: -5)
      try await clock.sleep(until: .start)
      await clock.sleepThroughCancellation(nanoseconds: 0)
      await clock.sleepThroughCancellation(nanoseconds: -5)
      journal.note("root")
      try await clock.sleep(nanoseconds: 1)
    }
    #expect(lines == ["0 root", "0 other"])
  }

  @Test("stands still while other jobs are runnable, also through Task.yield")
  func yields() throws {
    let lines = try journal { [clock] journal in
      let other = Task {
        for round in 0..<3 {
          journal.note("yield \(round)")
          await Task.yield()
        }
      }
      try await clock.sleep(nanoseconds: 1)
      journal.note("slept")
      await other.value
    }
    #expect(lines == ["0 yield 0", "0 yield 1", "0 yield 2", "0+1ns slept"])
  }

  @Test("saturates at the last instant instead of overflowing")
  func saturates() {
    let late = VirtualInstant(nanoseconds: .max - 1)
    #expect(late.advanced(by: .nanoseconds(1)) == VirtualInstant(nanoseconds: .max))
    #expect(late.advanced(by: .nanoseconds(2)) == VirtualInstant(nanoseconds: .max))
    #expect(VirtualInstant.start.advanced(by: .seconds(Int64.max)) == VirtualInstant(nanoseconds: .max))
    #expect(VirtualInstant(nanoseconds: -2).advanced(by: .seconds(Int64.min)) == VirtualInstant(nanoseconds: .min))
    #expect(VirtualInstant(nanoseconds: .min).duration(to: late) == .nanoseconds(Int64.max) + .nanoseconds(Int64.max))
  }

  @Test("cuts what is below a nanosecond")
  func cuts() {
    let shortOfTwo = Duration(secondsComponent: 0, attosecondsComponent: 1_999_999_999)
    #expect(VirtualInstant.start.advanced(by: shortOfTwo).nanoseconds == 1)
  }
}

@Suite("Timers due at one instant")
struct TieTests {
  let clock = VirtualClock()

  @Test("fire in the order in which they were set, whenever that was")
  func insertionOrder() throws {
    let lines = try journal { [clock] journal in
      await withDiscardingTaskGroup { group in
        group.addTask {
          await clock.sleepThroughCancellation(nanoseconds: 10_000_000)
          journal.note("set first")
        }
        group.addTask {
          await clock.sleepThroughCancellation(nanoseconds: 4_000_000)
          await clock.sleepThroughCancellation(nanoseconds: 6_000_000)
          journal.note("set third")
        }
        group.addTask {
          await clock.sleepThroughCancellation(nanoseconds: 3_000_000)
          await clock.sleepThroughCancellation(nanoseconds: 7_000_000)
          journal.note("set second")
        }
      }
    }
    #expect(lines == ["10 set first", "10 set second", "10 set third"])
  }

  @Test("wait until all that the one before set off at that instant is done")
  func consequencesFirst() throws {
    let lines = try journal { [clock] journal in
      let first = Task {
        try await clock.sleep(milliseconds: 5)
        journal.note("first timer")
        await Task { journal.note("its consequence") }.value
        journal.note("first done")
      }
      let second = Task {
        try await clock.sleep(milliseconds: 5)
        journal.note("second timer")
      }
      try await first.value
      try await second.value
    }
    #expect(lines == ["5 first timer", "5 its consequence", "5 first done", "5 second timer"])
  }

  @Test("keep their order among thousands of others, some of which are cancelled")
  func manyTimers() throws {
    let count = 3000
    let random = KeyedRandom(seed: 7)
    // Few distinct instants, so that most timers tie; every fifth sleeper is cancelled at 40 ms.
    let naps = (0..<count).map { index -> Int64 in
      var draw = random.draw("nap", index)
      return Int64(draw.uniformInteger(in: 1..<80)) * 1_000_000
    }
    let order = try Simulation.run { [clock] in
      let woken = SimulationLocal<[Int]>([])
      let cancelled = SimulationLocal<[Int]>([])
      let sleepers = naps.indices.map { index in
        Task {
          do {
            try await clock.sleep(nanoseconds: naps[index])
            woken.withValue { $0.append(index) }
          } catch {
            cancelled.withValue { $0.append(index) }
          }
        }
      }
      try await clock.sleep(milliseconds: 40)
      for index in stride(from: 0, to: count, by: 5) { sleepers[index].cancel() }
      for sleeper in sleepers { await sleeper.value }
      return (woken.withValue { $0 }, cancelled.withValue { $0 })
    }.output
    // The root sleeps first, so at 40 ms it cancels before the timers of that instant fire.
    let isCancelled = { (index: Int) in index % 5 == 0 && naps[index] >= 40_000_000 }
    let expected = naps.indices.filter { !isCancelled($0) }.sorted { (naps[$0], $0) < (naps[$1], $1) }
    #expect(order.0 == expected)
    #expect(order.1 == naps.indices.filter(isCancelled))
  }
}
