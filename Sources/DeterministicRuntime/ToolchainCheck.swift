import VirtualTime

/// Proves, once in a process, that the Swift runtime hands its tasks to the simulation of their thread.
enum ToolchainCheck {
  /// What is wrong with this Swift runtime, nil when all is well.
  static let problem = check()

  private static func check() -> UnsupportedToolchain? {
    guard captures({ Task {} }) else { return UnsupportedToolchain(expectation: "a new task comes to the scheduler") }
    guard captures({ Task { @MainActor in } }) else {
      return UnsupportedToolchain(expectation: "a task of the main actor comes to the scheduler")
    }
    guard let elapsed = try? Scheduler(order: .firstInFirstOut).run(parkFirst).output, elapsed == 2 else {
      return UnsupportedToolchain(expectation: "a task sleeps in virtual time")
    }
    do {
      _ = try Scheduler(order: .firstInFirstOut).run { try await Task.sleep(nanoseconds: 1) }
      return UnsupportedToolchain(expectation: "Task.sleep is noticed")
    } catch is RealClockUsed {
      return nil
    } catch {
      return UnsupportedToolchain(expectation: "Task.sleep is noticed")
    }
  }

  private static func captures(_ start: () -> Void) -> Bool {
    let scheduler = Scheduler(order: .firstInFirstOut)
    return scheduler.asCurrent {
      start()
      return scheduler.readyCount == 1
    }
  }

  @Sendable private static func parkFirst() async throws -> Int64 {
    let clock = VirtualClock()
    await clock.sleepThroughCancellation(for: VirtualSpan(nanoseconds: 1))
    try await clock.sleep(nanoseconds: 1)
    return clock.nanoseconds
  }
}
