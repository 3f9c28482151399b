import DeterministicRuntime
import Dispatch
import Foundation
import Synchronization
import Testing

/// Runs `body` on a thread of its own and waits for its end, without letting the calling task go.
nonisolated private func onThread(named name: String, _ body: @escaping @Sendable () -> Void) {
  let started = DispatchSemaphore(value: 0)
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    // A thread object knows its thread, which is to be named, only when `start` has returned.
    started.wait()
    Thread.current.name = name
    body()
    done.signal()
  }
  thread.start()
  started.signal()
  done.wait()
}

private actor Keeper {
  private var continuation: CheckedContinuation<Void, Never>?

  func wait() async { await withCheckedContinuation { continuation = $0 } }

  func resumeFromThread(named name: String) {
    guard let continuation else { return }
    self.continuation = nil
    onThread(named: name) { continuation.resume() }
  }
}

@Suite("A simulation in which nothing can go on")
struct DeadlockTests {
  let clock = VirtualClock()

  @Test("ends with a DeadlockError that names who waits, in order and counted")
  func names() throws {
    let error = try #require(throws: DeadlockError.self) {
      try Simulation.run { [clock] in
        for name in ["seat lock", "queue", "queue", nil, nil, "queue"] {
          Task { await Wakeup(name).wait() }
        }
        let gone = Task { await Wakeup("cancelled").wait() }
        Task { await Wakeup("expired").wait(until: .milliseconds(3)) }
        try await clock.sleep(milliseconds: 7)
        gone.cancel()
        _ = await Wakeup("root").wait()
      }
    }
    #expect(error.namedWaits == ["queue (3 waits)", "root", "seat lock"])
    #expect(error.unnamedWaits == 2)
    #expect(error.at == .milliseconds(7))
    #expect(error.description.contains("queue (3 waits), root, seat lock; 2 without a name"))
  }

  @Test("ends with a DeadlockError also when it waits for a continuation, which has no name")
  func continuation() throws {
    let error = try #require(throws: DeadlockError.self) {
      try Simulation.run { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
    }
    #expect(error.namedWaits.isEmpty)
    #expect(error.unnamedWaits == 0)
    #expect(error.description.contains("another thread"))
  }

  @Test("ends so in the seeded order too")
  func seeded() throws {
    let error = try #require(throws: DeadlockError.self) {
      try Simulation.run(order: .seeded(3)) { _ = await Wakeup("root").wait() }
    }
    #expect(error.namedWaits == ["root"])
  }
}

@Suite("A simulation in which a real clock is used")
struct RealClockTests {
  @Test("fails at Task.sleep, at once")
  func taskSleep() throws {
    let error = try #require(throws: RealClockUsed.self) {
      try Simulation.run {
        try await VirtualClock().sleep(milliseconds: 3)
        try await Task.sleep(for: .seconds(3600))
      }
    }
    #expect(error.at == .milliseconds(3))
    #expect(error.description.contains("VirtualClock"))
  }

  @Test("fails when any clock of the standard library sleeps, wherever the task is")
  func otherClocks() {
    #expect(throws: RealClockUsed.self) { try Simulation.run { try await Task.sleep(nanoseconds: 1_000_000) } }
    #expect(throws: RealClockUsed.self) { try Simulation.run { try await ContinuousClock().sleep(for: .seconds(1)) } }
    #expect(throws: RealClockUsed.self) { try Simulation.run { try await SuspendingClock().sleep(for: .seconds(1)) } }
    #expect(throws: RealClockUsed.self) {
      try Simulation.run(order: .seeded(1)) { try await Task.detached { try await Task.sleep(for: .seconds(1)) }.value }
    }
    #expect(throws: RealClockUsed.self) {
      try Simulation.run { try await Task { @MainActor in try await Task.sleep(for: .seconds(1)) }.value }
    }
  }

  @Test("fails even if another task would have gone on")
  func unnoticed() {
    #expect(throws: RealClockUsed.self) {
      try Simulation.run {
        Task { try await Task.sleep(for: .seconds(1)) }
        try await VirtualClock().sleep(milliseconds: 3)
      }
    }
  }
}

@Suite("A simulation that another thread meddles with")
struct ForeignResumeTests {
  let clock = VirtualClock()

  @Test("fails and names the thread when that resumes a continuation")
  func continuation() throws {
    let error = try #require(throws: ForeignResume.self) {
      try Simulation.run { [clock] in
        let waiting = SimulationLocal<CheckedContinuation<Void, Never>?>(nil)
        let task = Task { await withCheckedContinuation { continuation in waiting.withValue { $0 = continuation } } }
        try await clock.sleep(milliseconds: 1)
        let continuation = waiting.withValue { $0 }
        onThread(named: "socket") { continuation?.resume() }
        try await clock.sleep(milliseconds: 1)
        await task.value
      }
    }
    #expect(error.thread.hasPrefix("“socket” ("))
    #expect(error.deed == "resumed a task")
  }

  @Test("fails when a thread that runs a simulation of its own resumes it")
  func otherSimulation() throws {
    let error = try #require(throws: ForeignResume.self) {
      try Simulation.run { [clock] in
        let waiting = SimulationLocal<CheckedContinuation<Void, Never>?>(nil)
        Task { await withCheckedContinuation { continuation in waiting.withValue { $0 = continuation } } }
        try await clock.sleep(milliseconds: 1)
        let continuation = waiting.withValue { $0 }
        _ = try Simulation.run { continuation?.resume() }
        try await clock.sleep(milliseconds: 1)
      }
    }
    #expect(error.deed == "resumed a task")
  }

  @Test("does not hang when that resumes a task on an actor")
  func actor() throws {
    #expect(throws: (any Error).self) {
      try Simulation.run { [clock] in
        let keeper = Keeper()
        let task = Task { await keeper.wait() }
        try await clock.sleep(milliseconds: 1)
        await keeper.resumeFromThread(named: "socket")
        await task.value
      }
    }
  }

  @Test("fails and names the thread when that cancels a sleep or wakes a Wakeup")
  func cancelAndWake() throws {
    let cancel = try #require(throws: ForeignResume.self) {
      try Simulation.run { [clock] in
        let task = Task { try await clock.sleep(milliseconds: 5) }
        try await clock.sleep(milliseconds: 1)
        onThread(named: "timer") { task.cancel() }
        try await task.value
      }
    }
    #expect(cancel.description.hasPrefix("Thread “timer” ("))
    #expect(cancel.deed == "cancelled a task")
    let wake = try #require(throws: ForeignResume.self) {
      try Simulation.run { [clock] in
        let wakeup = Wakeup("reply")
        let task = Task { await wakeup.wait() }
        try await clock.sleep(milliseconds: 1)
        onThread(named: "timer") { wakeup.wake() }
        _ = await task.value
      }
    }
    #expect(wake.thread.hasPrefix("“timer” ("))
    #expect(wake.deed == "woke a task")
  }

  @Test("that has failed is left alone: a late resume of its task does nothing")
  func late() throws {
    let escaped = Mutex<CheckedContinuation<Void, Never>?>(nil)
    #expect(throws: DeadlockError.self) {
      try Simulation.run { [clock] in
        await withCheckedContinuation { continuation in escaped.withLock { $0 = continuation } }
        // Would trap: there is no virtual time any more.
        _ = clock.now
      }
    }
    onThread(named: "late") { escaped.withLock { $0 }?.resume() }
  }

  @Test("may itself wake a task outside, which goes on there")
  func outward() async throws {
    let thread = await withCheckedContinuation { continuation in
      Task {
        let outside = await withCheckedContinuation { (inner: CheckedContinuation<Bool, Never>) in
          onThread(named: "simulation") {
            #expect(throws: Never.self) { try Simulation.run { inner.resume(returning: true) } }
          }
        }
        continuation.resume(returning: outside)
      }
    }
    #expect(thread)
  }
}

@Suite("Outside of a simulation")
struct OutsideTests {
  @Test("virtual time traps")
  func clock() async {
    await #expect(processExitsWith: .failure) { _ = VirtualClock().now }
    await #expect(processExitsWith: .failure) { try await VirtualClock().sleep(nanoseconds: 1) }
    await #expect(processExitsWith: .failure) { _ = await Wakeup().wait() }
    await #expect(processExitsWith: .failure) { Wakeup().wake() }
  }

  @Test("a SimulationLocal traps, as it does in another simulation and within itself")
  func local() async {
    await #expect(processExitsWith: .failure) { SimulationLocal(0).withValue { $0 += 1 } }
    await #expect(processExitsWith: .failure) {
      let local = try Simulation.run { SimulationLocal(0) }.output
      local.withValue { $0 += 1 }
    }
    await #expect(processExitsWith: .failure) {
      let local = try Simulation.run { SimulationLocal(0) }.output
      _ = try Simulation.run { local.withValue { $0 += 1 } }
    }
    await #expect(processExitsWith: .failure) {
      _ = try Simulation.run {
        let local = SimulationLocal(0)
        local.withValue { value in value = local.withValue { $0 } }
      }
    }
  }

  @Test("a SimulationLocal may be made: it belongs to the first simulation that uses it")
  func madeOutside() throws {
    let local = SimulationLocal(1)
    let value = try Simulation.run {
      local.withValue { $0 += 1 }
      return local.withValue { $0 }
    }.output
    #expect(value == 2)
  }
}
