import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import SimulatedRedis
import Testing

@Suite("The lock of an exam")
struct ExamLockTests {
  private static let exam = ObjectID(7)

  @Test("is served in the order of arrival, with a fence that grows")
  func firstComeFirstServed() throws {
    let served = try simulate {
      let world = try await BookingWorld.open()
      let served = SimulationLocal<[String]>([])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<5 {
          let lock = ExamLock(world.context(FaultScript(), number))
          group.addTask {
            try await wait(.milliseconds(10) * number)
            let holding = try await lock.acquire(Self.exam)
            served.withValue { $0.append("\(number) with fence \(holding.fence)") }
            try await wait(.milliseconds(500))
            try await lock.release(holding)
          }
        }
        try await group.waitForAll()
      }
      #expect(await world.redis.inspect("lock:exam:7") == nil)
      return served.withValue { $0 }
    }
    #expect(
      served == ["0 with fence 1", "1 with fence 2", "2 with fence 3", "3 with fence 4", "4 with fence 5"]
    )
  }

  @Test("is given up after the patience, not before, and the one who gave up is not served later")
  func patience() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let (first, second) = (ExamLock(world.context()), ExamLock(world.context(FaultScript(), 1)))
      let holding = try await first.acquire(Self.exam)
      let began = now
      await #expect(throws: Interruption.failed(.busy)) { try await second.acquire(Self.exam) }
      #expect((10_000...10_004).contains(now - began))
      try await first.release(holding)
      #expect(await world.redis.inspect("lock:exam:7") == nil)
      #expect(await world.redis.inspect("lock:exam:7:turn") == nil)
    }
  }

  @Test("of a holder that died is free when its lease ends, and its waiters take it then")
  func deadHolder() throws {
    try simulate {
      let world = try await BookingWorld.open()
      _ = try await ExamLock(world.context()).acquire(Self.exam)
      let leaseEnd = now + 30_000
      let second = ExamLock(world.context(FaultScript(), 1))
      try await wait(.seconds(25))
      let holding = try await second.acquire(Self.exam)
      // The lease ends at its instant; the waiter looks one command later.
      #expect((leaseEnd...leaseEnd + 2).contains(now))
      #expect(holding.fence == 2)
    }
  }

  @Test("stays with a holder whose lease is kept, runs out when it is not, and is not released by who has lost it")
  func renewal() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let context = world.context()
      let (first, second) = (ExamLock(context), ExamLock(world.context(FaultScript(), 1)))
      let holding = try await first.acquire(Self.exam)
      let beganAt = now
      try await LeaseKeeper.during(context, shortest: holding.lease.duration) { (keeper) async throws(Interruption) in
        await keeper.keep(holding.lease)
        try await context.sleep(for: .seconds(95))
      }
      // Renewed every 10 seconds, the last time at 90 and a command for each renewal.
      try await wait(.seconds(20))
      let next = try await second.acquire(Self.exam)
      #expect((beganAt + 120_001...beganAt + 120_012).contains(now))
      // Releasing what is not ours any more leaves it to its holder.
      try await first.release(holding)
      #expect(await world.redis.inspect("lock:exam:7") == .string(next.lease.token))
    }
  }

  @Test("costs one command again a while after its waiters have died")
  func deadWaiters() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let first = ExamLock(world.context())
      let holding = try await first.acquire(Self.exam)
      for number in 1...3 {
        let ports = FaultScript()
        let waiter = ExamLock(world.context(ports, number))
        ports.strikePort(2, .deathAfter)
        await #expect(throws: Interruption.instanceGone) { try await waiter.acquire(Self.exam) }
      }
      try await first.release(holding)
      try await wait(.seconds(60))
      for _ in 0..<3 {
        let commands = world.storeEvents.events.count
        let holding = try await first.acquire(Self.exam)
        #expect(world.storeEvents.events.count == commands + 1)
        try await first.release(holding)
        #expect(await world.redis.inspect("lock:exam:7") == nil)
        #expect(await world.redis.inspect("lock:exam:7:turn") == nil)
      }
    }
  }

  @Test("has one holder at a time under contention, whoever dies", arguments: [UInt64](0..<50))
  func contention(_ seed: UInt64) throws {
    let problems = try simulate(order: .seeded(seed)) {
      let world = try await BookingWorld.open()
      let (inside, problems) = (SimulationLocal(0), SimulationLocal<[String]>([]))
      let fences = SimulationLocal<[Int]>([])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          let (ports, fence) = (FaultScript(), Fence())
          let lock = ExamLock(world.context(ports, number, fence: fence))
          group.addTask {
            var draw = KeyedRandom(seed: seed).draw("lock", number)
            if number % 3 == 0 { ports.strikePort(draw.uniformInteger(in: 1..<8), .deathAfter) }
            for _ in 0..<4 {
              do {
                let holding = try await lock.acquire(Self.exam)
                inside.withValue { $0 += 1 }
                if inside.withValue({ $0 }) != 1 { problems.withValue { $0.append("two holders") } }
                fences.withValue { $0.append(holding.fence) }
                try await wait(.milliseconds(draw.uniformInteger(in: 0..<3) * 500))
                inside.withValue { $0 -= 1 }
                try await lock.release(holding)
              } catch {
                if fence.isClosed { return }
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let all = fences.withValue { $0 }
      if all != all.sorted() || Set(all).count != all.count { problems.withValue { $0.append("fences \(all)") } }
      return problems.withValue { $0 }
    }
    #expect(problems.isEmpty)
  }
}
