import DeterministicRuntime
import LiteralTimes
import Ports
import SimulatedRedis
import Testing
import VirtualTime

/// Keeps the events of one run.
private final class Recorder: EventSink {
  private let kept = SimulationLocal<[StoreEvent]>([])

  func record(_ event: StoreEvent) { kept.withValue { $0.append(event) } }

  var events: [StoreEvent] { kept.withValue { $0 } }
}

@Suite("A simulated Redis with a latency of 1 ms")
struct SimulatedRedisTests {
  private func simulate(
    latency: Duration = .milliseconds(1),
    _ body: @escaping @Sendable (SimulatedRedis) async throws -> Void
  ) throws {
    _ = try Simulation.run { try await body(SimulatedRedis(latency: latency)) }
  }

  @Test("takes exactly 1 ms for a script, whatever it does, and no time with latency 0")
  func latency() throws {
    try simulate { redis in
      try await redis.perform { (commands) throws(StoreError) in
        for number in 0..<100 { try commands.pushLast("l", String(number)) }
      }
      #expect(VirtualClock().nanoseconds == 1_000_000)
    }
    try simulate(latency: .zero) { redis in
      _ = try await redis.run(.set("k", "1"))
      #expect(VirtualClock().nanoseconds == 0)
    }
  }

  @Test("acts and answers at one instant, the end of the latency")
  func effectAtTheEnd() throws {
    try simulate { redis in
      async let write = redis.run(.set("k", "1"))
      try await VirtualClock().sleep(nanoseconds: 999_999)
      #expect(await redis.inspect("k") == nil)
      #expect(try await write)
      #expect(VirtualClock().nanoseconds == 1_000_000)
      #expect(await redis.inspect("k") == .string("1"))
    }
  }

  @Test("forgets a key that was set at 1 ms for 1,000 ms at 1,001 ms, to the nanosecond")
  func expiryEdge() throws {
    try simulate { redis in
      _ = try await redis.run(.set("k", "1", expiry: .milliseconds(1_000)))
      try await VirtualClock().sleep(until: VirtualInstant(nanoseconds: 1_000_999_999))
      #expect(await redis.inspect("k") == .string("1"))
      try await VirtualClock().sleep(nanoseconds: 1)
      #expect(await redis.inspect("k") == nil)
    }
  }

  @Test("acts although its client was cancelled")
  func cancelledClient() throws {
    try simulate { redis in
      let client = Task { try await redis.run(.set("k", "1")) }
      try await VirtualClock().sleep(nanoseconds: 1)
      client.cancel()
      #expect(try await client.value)
      #expect(await redis.inspect("k") == .string("1"))
      #expect(VirtualClock().nanoseconds == 1_000_000)
    }
  }

  @Test("counts the timeout of a blocking pop from the moment at which it reaches the store")
  func timeout() throws {
    try simulate { redis in
      _ = try await redis.blockingPopFirst("l", timeout: .milliseconds(100))
      #expect(VirtualClock().nanoseconds == 101_000_000)
    }
  }

  @Test("answers a blocked client at the instant of the push")
  func pushInstant() throws {
    try simulate { redis in
      let client = Task {
        _ = try await redis.blockingPopFirst("l", timeout: .seconds(9))
        return VirtualClock().nanoseconds
      }
      try await VirtualClock().sleep(nanoseconds: 50_000_000)
      try await redis.push("a", to: "l")
      #expect(try await client.value == 51_000_000)
    }
  }

  @Test("names the key that everybody waits for when nothing can come any more")
  func deadlock() throws {
    let error = #expect(throws: DeadlockError.self) {
      try simulate { redis in _ = try await redis.blockingPopFirst("jobs", timeout: .seconds(1 << 40)) }
    }
    #expect(error?.description.contains("BLPOP jobs") == true)
  }

  @Test("tells of each script when it runs")
  func events() throws {
    _ = try Simulation.run {
      let recorder = Recorder()
      let redis = SimulatedRedis(latency: .milliseconds(1), events: recorder)
      _ = try await redis.run(.set("k", "1"))
      _ = try await redis.blockingPopFirst("l", timeout: .zero)
      #expect(recorder.events.map(\.name) == ["SET", "BLPOP"])
      #expect(recorder.events.map(\.at) == [1_000_000, 2_000_000])
    }
  }

  @Test("shows what it holds without taking time")
  func inspection() throws {
    try simulate { redis in
      try await redis.perform { (commands) throws(StoreError) in
        try commands.set("a:string", "1", onlyIfAbsent: false, expiry: nil)
        try commands.pushLast("a:list", "x")
        try commands.addMember("m", to: "b:set")
        try commands.addScored("m", score: 7, to: "b:sorted")
      }
      #expect(await redis.inspect("a:list") == .list(["x"]))
      #expect(await redis.inspect("b:set") == .set(["m"]))
      #expect(await redis.inspect("b:sorted") == .sortedSet([ScoredMember(score: 7, member: "m")]))
      #expect(await redis.inspectKeys(withPrefix: "a:") == ["a:list", "a:string"])
      #expect(await redis.inspectKeys().count == 4)
      #expect(VirtualClock().nanoseconds == 1_000_000)
    }
  }
}

@Suite("The memory of a simulated Redis")
struct StoreMemoryTests {
  private func simulate(_ body: @escaping @Sendable (SimulatedRedis) async throws -> Void) throws {
    _ = try Simulation.run { try await body(SimulatedRedis(latency: .zero)) }
  }

  @Test("grows with each kind of value and is empty again when all are gone")
  func returnsToZero() throws {
    try simulate { redis in
      try await redis.perform { (commands) throws(StoreError) in
        try commands.set("string", "1", onlyIfAbsent: false, expiry: .seconds(9))
        try commands.set("string", "a longer value than before", onlyIfAbsent: false, expiry: .seconds(9))
        try commands.expire("string", after: .seconds(5))
        try commands.increment("number", by: 1_000_000)
        try commands.increment("number", by: -999_999)
        for number in 0..<700 {
          try commands.pushLast("list", String(number))
          try commands.addMember(String(number), to: "set")
          try commands.addScored(String(number), score: Int64(number * 7_919 % 701), to: "sorted")
          try commands.addScored(String(number), score: Int64(number), to: "sorted")
        }
      }
      let memory = await redis.inspectMemory()
      #expect(memory.keyCount == 5)
      #expect(memory.usedBytes > 100_000)
      try await redis.perform { (commands) throws(StoreError) in
        for number in 0..<700 {
          #expect(try commands.popFirst("list") == String(number))
          try commands.removeMember(String(number), from: "set")
          #expect(try commands.scored("sorted", upTo: 1_000, limit: 1) == [String(number)])
          try commands.removeScored(String(number), from: "sorted")
        }
        try commands.delete("number")
      }
      try await wait(.seconds(5))
      let empty = await redis.inspectMemory()
      #expect(empty.keyCount == 0)
      #expect(empty.usedBytes == 0)
    }
  }

  @Test("does not grow with keys that have expired, though nobody asks for them")
  func activeExpiry() throws {
    try simulate { redis in
      for second in 0..<50 {
        for key in 0..<20 { _ = try await redis.run(.set("\(second):\(key)", "1", expiry: .seconds(2))) }
        try await wait(.seconds(1))
        #expect(await redis.inspectMemory().keyCount <= 40)
      }
    }
  }

  @Test("does not grow with the renewals of a lease, nor with keys that are set and deleted")
  func renewals() throws {
    try simulate { redis in
      _ = try await redis.run(.set("lease", "1", expiry: .seconds(60)))
      let before = await redis.inspectMemory()
      for _ in 0..<1_000 {
        _ = try await redis.run(.compareAndExpire("lease", "1", after: .seconds(60)))
        _ = try await redis.run(.set("lock", "1", expiry: .seconds(30)))
        _ = try await redis.run(.delete("lock"))
      }
      #expect(await redis.inspectMemory() == before)
      try await wait(.seconds(59))
      #expect(await redis.inspect("lease") != nil)
      try await wait(.seconds(1))
      #expect(await redis.inspect("lease") == nil)
    }
  }
}

@Suite("Where Redis is easily misremembered, the simulated one")
struct RedisRulesTests {
  private func store(
    _ body: @escaping @Sendable (any StoreCommands) throws(StoreError) -> [String]
  ) throws -> [String] {
    try Simulation.run {
      do throws(StoreError) {
        return try await SimulatedRedis(latency: .zero).run(StoreScript("test", body))
      } catch {
        return ["\(error)"]
      }
    }.output
  }

  @Test("replaces an expiry by one of a century and more, and tells it")
  func century() throws {
    let century = Duration.seconds(101 * 365 * 86_400)
    let left = try store { (s) throws(StoreError) in
      try s.set("k", "1", onlyIfAbsent: false, expiry: .seconds(1))
      try s.expire("k", after: century)
      try s.set("l", "1", onlyIfAbsent: false, expiry: century * 1_000_000)
      var left: [String] = []
      for key in ["k", "l"] { left.append(try s.timeToLive(key).map { "\($0.components.seconds)" } ?? "nil") }
      return left
    }
    #expect(left == ["\(101 * 365 * 86_400)", "\(101 * 365 * 86_400 * 1_000_000)"])
  }

  @Test(
    "refuses an expiry that is not above zero, or beyond 64 bits of milliseconds, whatever the key holds",
    arguments: [.zero, .seconds(-1), .seconds(Int64.max / 1_000 + 1)] as [Duration]
  )
  func invalidExpiry(_ expiry: Duration) throws {
    let answers = try store { (s) throws(StoreError) in
      try s.set("k", "1", onlyIfAbsent: false, expiry: nil)
      try s.set("k", "2", onlyIfAbsent: true, expiry: expiry)
      return []
    }
    #expect(answers == ["\(StoreError.invalidExpiry(key: "k"))"])
  }

  @Test("counts only what it would write itself", arguments: ["007", "+7", " 7", "-0", "7 ", ""])
  func strictIntegers(_ text: String) throws {
    let answers = try store { (s) throws(StoreError) in
      try s.set("k", text, onlyIfAbsent: false, expiry: nil)
      return ["\(try s.increment("k", by: 1))"]
    }
    #expect(answers == ["\(StoreError.notAnInteger(key: "k"))"])
  }

  @Test("holds texts that only look the same apart")
  func bytes() throws {
    let (one, two) = ("\u{E9}", "e\u{301}")
    #expect(one == two)
    let answers = try store { (s) throws(StoreError) in
      try s.set(one, "1", onlyIfAbsent: false, expiry: nil)
      let isThere = try s.exists(two)
      for text in [one, two] {
        try s.addMember(text, to: "set")
        try s.addScored(text, score: 1, to: "scored")
        try s.pushLast("list", text)
      }
      let removed = try s.removeFirst(two, from: "list")
      return [
        "\(isThere)", "\(try s.memberCount("set"))", "\(try s.scoredCount("scored"))", "\(removed)",
        "\(try s.list("list").map { $0.utf8.count })",
      ]
    }
    #expect(answers == ["false", "2", "2", "true", "[2]"])
  }

  @Test("orders scores as doubles: above 2^53 neighbours are the same, and members decide")
  func scores() throws {
    let members = try store { (s) throws(StoreError) in
      try s.addScored("b", score: 1 << 53, to: "k")
      try s.addScored("a", score: 1 << 53 + 1, to: "k")
      try s.addScored("z", score: .max, to: "k")
      try s.addScored("y", score: .max - 1, to: "k")
      return try s.scored("k", upTo: 1 << 53, limit: -5) + ["|"] + s.scored("k", upTo: .max - 100, limit: 10)
    }
    #expect(members == ["a", "b", "|", "a", "b", "y", "z"])
  }
}
