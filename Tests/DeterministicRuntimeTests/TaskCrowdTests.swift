import DeterministicRuntime
import Testing

@Suite("A crowd of tasks")
struct TaskCrowdTests {
  private struct Failure: Error, Equatable { let number: Int }

  let clock = VirtualClock()

  @Test("is waited for until its last task has ended, whichever that is")
  func waits() throws {
    let lines = try journal { [clock] journal in
      try await TaskCrowd.run { crowd in
        for delay in [30, 10, 20] as [Int64] {
          crowd.add {
            try await clock.sleep(milliseconds: delay)
            journal.note("\(delay)")
          }
        }
        journal.note("all started")
      }
      journal.note("over")
    }
    #expect(lines == ["0 all started", "10 10", "20 20", "30 30", "30 over"])
  }

  @Test("that is empty, or has ended before its body, is over with the body")
  func empty() throws {
    let result = try Simulation.run { [clock] in
      try await TaskCrowd.run { _ in }
      try await TaskCrowd.run { crowd in
        crowd.add {}
        try await clock.sleep(milliseconds: 5)
      }
    }
    #expect(result.endedAt == .milliseconds(5))
  }

  @Test("throws the first error, at the end of all, and cancels the others and those that come later")
  func firstError() throws {
    let lines = try journal { [clock] journal in
      let error = await #expect(throws: Failure.self) {
        try await TaskCrowd.run { crowd in
          crowd.add {
            try await clock.sleep(milliseconds: 10)
            throw Failure(number: 1)
          }
          crowd.add {
            do {
              try await clock.sleep(milliseconds: 100)
            } catch {
              journal.note("cancelled")
              await clock.sleepThroughCancellation(nanoseconds: 7_000_000)
              throw Failure(number: 2)
            }
          }
          try await clock.sleep(milliseconds: 12)
          #expect(crowd.isCancelled)
          crowd.add { journal.note("late, cancelled: \(Task.isCancelled)") }
        }
      }
      journal.note("over with \(error?.number ?? 0)")
    }
    #expect(lines == ["10 cancelled", "12 late, cancelled: true", "17 over with 1"])
  }

  @Test("whose body throws is cancelled, and ends with the error of the body")
  func bodyError() throws {
    let lines = try journal { [clock] journal in
      await #expect(throws: Failure(number: 3)) {
        try await TaskCrowd.run { crowd in
          crowd.add {
            try? await clock.sleep(milliseconds: 100)
            journal.note("cancelled: \(Task.isCancelled)")
            throw Failure(number: 4)
          }
          try await clock.sleep(milliseconds: 5)
          throw Failure(number: 3)
        }
      }
    }
    #expect(lines == ["5 cancelled: true"])
  }

  @Test("is cancelled with the task that waits for it, which still waits for its end")
  func cancellation() throws {
    let lines = try journal { [clock] journal in
      let waiting = Task {
        try await TaskCrowd.run { crowd in
          for number in 1...3 {
            crowd.add {
              try? await clock.sleep(milliseconds: 100)
              journal.note("\(number) cancelled: \(Task.isCancelled)")
              await clock.sleepThroughCancellation(nanoseconds: 2_000_000)
            }
          }
        }
        journal.note("over")
      }
      try await clock.sleep(milliseconds: 20)
      waiting.cancel()
      try await waiting.value
    }
    #expect(lines == ["20 1 cancelled: true", "20 2 cancelled: true", "20 3 cancelled: true", "22 over"])
  }

  @Test("runs its tasks job for job in the order in which a task group runs them")
  func order() throws {
    let group = try journal { [clock] journal in
      try await withThrowingDiscardingTaskGroup { group in
        for number in 0..<20 { group.addTask { try await Self.steps(number, clock, journal) } }
      }
    }
    #expect(try crowd(.firstInFirstOut) == group)
    #expect(group.count == 60)
  }

  @Test("leaves the order to chance where the run does")
  func seededOrder() throws {
    #expect(try crowd(.seeded(1)) == crowd(.seeded(1)))
    #expect(try crowd(.seeded(1)) != crowd(.seeded(2)))
  }

  private func crowd(_ order: SchedulingOrder) throws -> [String] {
    try journal(order: order) { [clock] journal in
      try await TaskCrowd.run { crowd in
        for number in 0..<20 { crowd.add { try await Self.steps(number, clock, journal) } }
      }
    }
  }

  private static func steps(_ number: Int, _ clock: VirtualClock, _ journal: Journal) async throws {
    for step in 0..<3 {
      journal.note("\(number).\(step)")
      try await clock.sleep(milliseconds: Int64((number * 7 + step) % 4))
    }
  }
}
