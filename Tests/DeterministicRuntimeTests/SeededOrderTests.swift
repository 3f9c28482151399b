import DeterministicRuntime
import Testing
import VirtualTime

/// A number that is read and written in separate calls, as a property of a HubSpot object is.
private actor Register {
  private(set) var value = 0

  func set(_ number: Int) { value = number }
}

/// What a task does before it comes to the register, on an actor that no other task uses.
private actor Desk {
  func prepare() {}
}

/// Counts in a register by reading it and then writing it: right only when nobody comes in between.
private actor CarelessCounter {
  private let register: Register

  init(_ register: Register) { self.register = register }

  func increment() async {
    let value = await register.value
    await Simulation.schedulingPoint()
    await register.set(value + 1)
  }
}

@MainActor
private func napOnTheMainActor(times: Int) async {
  for _ in 0..<times { await VirtualClock().sleepThroughCancellation(nanoseconds: 1) }
  MainActor.preconditionIsolated()
}

@Suite("The seeded order")
struct SeededOrderTests {
  let clock = VirtualClock()

  /// What a register holds when 4 tasks have counted to 8 in it.
  private func count(
    _ order: SchedulingOrder,
    by increment: @escaping @Sendable (Register) async -> Void
  ) throws -> Int {
    try Simulation.run(order: order) {
      let register = Register()
      await withDiscardingTaskGroup { group in
        for _ in 0..<4 { group.addTask { for _ in 0..<8 { await increment(register) } } }
      }
      return await register.value
    }.output
  }

  @Test("finds a race between actors under each of 500 seeds, where the order of arrival finds none")
  func races() throws {
    let careless = { @Sendable (register: Register) async in
      let desk = Desk()
      await desk.prepare()
      let value = await register.value
      await desk.prepare()
      await register.set(value + 1)
    }
    #expect(try count(.firstInFirstOut, by: careless) == 32)
    #expect(try (0..<500).count { try count(.seeded(UInt64($0)), by: careless) < 32 } == 500)
  }

  @Test("finds a race within an actor under each of 100 seeds where that has a scheduling point")
  func racesFromActors() throws {
    let careless = { @Sendable (register: Register) async in await CarelessCounter(register).increment() }
    #expect(try count(.firstInFirstOut, by: careless) == 32)
    #expect(try (0..<100).count { try count(.seeded(UInt64($0)), by: careless) < 32 } == 100)
  }

  private func order(of seed: UInt64) throws -> [Int] {
    try Simulation.run(order: .seeded(seed)) { [clock] in
      let order = SimulationLocal<[Int]>([])
      await withDiscardingTaskGroup { group in
        for number in 0..<6 {
          group.addTask {
            await clock.sleepThroughCancellation(nanoseconds: 5)
            order.withValue { $0.append(number) }
          }
        }
      }
      return order.withValue { $0 }
    }.output
  }

  @Test("repeats itself under the same seed, and differs between seeds")
  func repeats() throws {
    let orders = try (0..<100).map { try order(of: $0) }
    #expect(try (0..<100).map { try order(of: $0) } == orders)
    #expect(Set(orders).count > 80)
    #expect(orders.allSatisfy { $0.sorted() == Array(0..<6) })
  }

  @Test("lets a cancellation at the instant of expiry come before the timer or after it")
  func cancellationAtExpiry() throws {
    let outcomes = try (0..<64 as Range<UInt64>).map { seed in
      try Simulation.run(order: .seeded(seed)) { [clock] in
        let sleeper = Task {
          do {
            try await clock.sleep(nanoseconds: 10)
            return "expired"
          } catch {
            return "cancelled"
          }
        }
        await clock.sleepThroughCancellation(nanoseconds: 10)
        sleeper.cancel()
        let outcome = await sleeper.value
        #expect(clock.nanoseconds == 10)
        return outcome
      }.output
    }
    #expect(Set(outcomes) == ["expired", "cancelled"])
  }

  @Test("lets a wake at the deadline come before it or after it")
  func wakeAtDeadline() throws {
    let outcomes = try (0..<64 as Range<UInt64>).map { seed in
      let result = try Simulation.run(order: .seeded(seed)) { [clock] () -> Wakeup.Outcome in
        let wakeup = Wakeup()
        let waiter = Task { await wakeup.wait(until: VirtualInstant(nanoseconds: 10)) }
        await clock.sleepThroughCancellation(nanoseconds: 10)
        wakeup.wake()
        return await waiter.value
      }
      // The wake may also come when the timer has fired and the task has not gone on.
      #expect(result.eventCount == 2 || result.eventCount == 1 && result.output == .woken)
      return result.output
    }
    #expect(Set(outcomes) == [.expired, .woken])
  }

  @Test("keeps virtual time exact and the main actor isolated")
  func time() throws {
    let result = try Simulation.run(order: .seeded(5)) {
      await withDiscardingTaskGroup { group in
        for number in 1...50 { group.addTask { await napOnTheMainActor(times: number) } }
      }
    }
    #expect(result.endedAt == VirtualInstant(nanoseconds: 50))
    #expect(result.eventCount == 50 * 51 / 2)
  }
}
