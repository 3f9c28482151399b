import DeterministicRuntime
import Faults
import HubSpotAPI
import LiteralTimes
import Ports
import SimulatedRedis
import Testing
import VirtualTime

@Suite("An instance behind a closed fence")
struct FenceTests {
  @Test("gets nothing through and hears of nothing, though what it sent before takes effect")
  func closed() throws {
    _ = try Simulation.run {
      let (fence, redis) = (Fence(), SimulatedRedis(latency: .milliseconds(1)))
      let store = FencedStore(redis, fence: fence)
      // Under way when the fence closes: the effect stands, the reply is lost.
      async let lost: Void = expectGone { () async throws(StoreError) in _ = try await store.run(.set("under way", "1"))
      }
      try await VirtualClock().sleep(nanoseconds: 500_000)
      fence.close()
      await lost
      #expect(await redis.inspect("under way") == .string("1"))
      // Sent afterwards: no effect.
      await expectGone { () async throws(StoreError) in _ = try await store.run(.set("after", "1")) }
      #expect(await redis.inspect("after") == nil)
      await expectGone { () async throws(StoreError) in
        _ = try await store.blockingPopFirst("list", timeout: .seconds(1))
      }
    }
  }

  @Test("waits no more, and its timers stop")
  func time() throws {
    let result = try Simulation.run {
      let fence = Fence()
      let time = FencedTime(epochMilliseconds: 1_000, fence: fence)
      #expect(time.now == Timestamp(nanoseconds: 1_000_000_000))
      var ticks = 0
      for await tick in time.ticks(every: .seconds(5)) {
        ticks += 1
        #expect(tick == Timestamp(nanoseconds: 1_000_000_000 + Int64(ticks) * 5_000_000_000))
        if ticks == 2 { fence.close() }
      }
      await #expect(throws: InstanceGone.self) { try await time.sleep(for: .seconds(1)) }
      return ticks
    }
    #expect(result.output == 2)
  }

  @Test("is what a cancelled request meets, alone")
  func cancelled() throws {
    _ = try Simulation.run {
      let (fence, redis) = (Fence(), SimulatedRedis(latency: .milliseconds(1)))
      let store = FencedStore(redis, fence: fence)
      let request = Task {
        await expectGone { () async throws(StoreError) in
          _ = try await store.run(.set("first", "1"))
          _ = try await store.run(.set("second", "1"))
        }
      }
      try await VirtualClock().sleep(nanoseconds: 500_000)
      request.cancel()
      await request.value
      #expect(await redis.inspect("first") == .string("1"))
      #expect(await redis.inspect("second") == nil)
      #expect(try await store.run(.set("another request", "1")))
    }
  }
}

private func expectGone(_ body: () async throws(StoreError) -> Void) async {
  do {
    try await body()
    Issue.record("a port call came through the fence")
  } catch {
    #expect(error == .instanceGone)
  }
}

@Suite("An instance behind a frozen fence")
struct FrozenFenceTests {
  @Test("gets nothing through and hears of nothing until it is thawed, in the order in which it came")
  func frozen() throws {
    _ = try Simulation.run {
      let (fence, redis) = (Fence(), SimulatedRedis(latency: .milliseconds(1)))
      let (store, time) = (FencedStore(redis, fence: fence), FencedTime(epochMilliseconds: 0, fence: fence))
      let told = SimulationLocal<[String]>([])
      fence.freeze()
      async let first: Void = {
        _ = try await store.run(.set("first", "1"))
        told.withValue { $0.append("first at \(VirtualClock().nanoseconds)") }
      }()
      async let second: Void = {
        try await time.sleep(for: .milliseconds(1))
        told.withValue { $0.append("second at \(VirtualClock().nanoseconds)") }
      }()
      try await VirtualClock().sleep(nanoseconds: 9_000_000)
      #expect(await redis.inspect("first") == nil)
      fence.thaw()
      _ = try await (first, second)
      #expect(told.withValue { $0 } == ["first at 10000000", "second at 10000000"])
    }
  }

  @Test("is let go when it is closed, and when its request is given up")
  func letGo() throws {
    _ = try Simulation.run {
      let fence = Fence()
      let time = FencedTime(epochMilliseconds: 0, fence: fence)
      fence.freeze()
      let request = Task { _ = await #expect(throws: InstanceGone.self) { try await time.sleep(for: .seconds(1)) } }
      try await VirtualClock().sleep(nanoseconds: 1)
      request.cancel()
      await request.value
      let other = Task { _ = await #expect(throws: InstanceGone.self) { try await time.sleep(for: .seconds(1)) } }
      try await VirtualClock().sleep(nanoseconds: 1)
      fence.close()
      await other.value
      #expect(VirtualClock().nanoseconds == 2)
      // Whoever has crashed is not frozen any more.
      fence.freeze()
      await #expect(throws: InstanceGone.self) { try await time.sleep(for: .seconds(1)) }
    }
  }
}
