import DeterministicRuntime
import Testing

private enum Place {
  @TaskLocal static var name = "nowhere"
}

@MainActor
private final class Counter {
  var value = 0

  func add(_ number: Int) { value += number }
}

@Suite("A simulation runs")
struct TaskKindTests {
  let clock = VirtualClock()

  @Test("async let, unstructured and detached tasks in virtual time")
  func allKinds() throws {
    let lines = try journal { [clock] journal in
      async let child: Void = { () async in
        await clock.sleepThroughCancellation(nanoseconds: 3_000_000)
        journal.note("async let")
      }()
      let unstructured = Task {
        try await clock.sleep(milliseconds: 1)
        journal.note("unstructured")
      }
      let detached = Task.detached {
        try await clock.sleep(milliseconds: 2)
        journal.note("detached")
      }
      await child
      try await unstructured.value
      try await detached.value
    }
    #expect(lines == ["1 unstructured", "2 detached", "3 async let"])
  }

  @Test("the main actor on its own thread, with isolation that can be asserted")
  func mainActor() throws {
    let lines = try journal { [clock] journal in
      let counter = await MainActor.run { Counter() }
      await withDiscardingTaskGroup { group in
        for number in 1...3 {
          group.addTask {
            await clock.sleepThroughCancellation(nanoseconds: Int64(number) * 1_000_000)
            await counter.add(number)
          }
        }
      }
      await MainActor.run {
        MainActor.assumeIsolated { journal.note("sum \(counter.value)") }
        MainActor.preconditionIsolated()
      }
      await Task { @MainActor in
        do { try await clock.sleep(milliseconds: 5) } catch {}
        MainActor.preconditionIsolated()
        journal.note("slept on the main actor")
      }.value
    }
    #expect(lines == ["3 sum 6", "8 slept on the main actor"])
  }

  @Test("tasks in the order in which they became runnable, whatever their priority")
  func priority() throws {
    let lines = try journal { journal in
      let tasks = [TaskPriority.background, .high, .low, .medium].map { priority in
        Task(priority: priority) { journal.note("\(priority.rawValue)") }
      }
      for task in tasks { await task.value }
    }
    let expected = [TaskPriority.background, .high, .low, .medium].map { "0 \($0.rawValue)" }
    #expect(lines == expected)
  }

  @Test("with the task-locals of its caller")
  func taskLocals() throws {
    let names = try Place.$name.withValue("here") {
      try Simulation.run { [clock] in
        async let child = Place.name
        let unstructured = await Task { Place.name }.value
        try await clock.sleep(milliseconds: 1)
        return [Place.name, await child, unstructured]
      }.output
    }
    #expect(names == ["here", "here", "here"])
  }

  @Test("until its body returns, and abandons what is still under way")
  func abandons() throws {
    let result = try Simulation.run { [clock] in
      let wakeup = Wakeup("never")
      for _ in 0..<10 {
        Task { try await clock.sleep(milliseconds: 1000) }
        Task { await wakeup.wait() }.cancel()
        Task { @MainActor in }
        Task { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
      }
      try await clock.sleep(milliseconds: 1)
      Task {}
      return "done"
    }
    #expect(result.output == "done")
    #expect(result.endedAt == .milliseconds(1))
  }

  @Test("whose abandoned task may be cancelled later without effect")
  func cancelsAbandoned() throws {
    let abandoned = try Simulation.run { [clock] in
      let task = Task { try await clock.sleep(milliseconds: 1000) }
      try await clock.sleep(milliseconds: 1)
      return task
    }.output
    abandoned.cancel()
    #expect(abandoned.isCancelled)
  }

  @Test("and passes on what its body throws")
  func throwsOn() {
    struct Refused: Error {}
    #expect(throws: Refused.self) { try Simulation.run { throw Refused() } }
  }

  @Test("while normal async code of the process goes on as ever")
  func outside() async throws {
    _ = try Simulation.run {}
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 1...100 { group.addTask { number } }
      return await group.reduce(0, +)
    }
    #expect(sum == 5050)
    await MainActor.run { MainActor.preconditionIsolated() }
    let before = ContinuousClock().now
    try await Task.sleep(for: .milliseconds(2))
    #expect(ContinuousClock().now - before >= .milliseconds(2))
  }
}
