import DeterministicRuntime
import Ports
import SimulatedRedis
import Synchronization
import Testing

@Suite("A store that runs each script twice")
struct RepeatedScriptTests {
  /// Runs one script so, in virtual time.
  private static func run<Output: Sendable>(
    _ name: String,
    _ body: @escaping @Sendable (any StoreCommands) throws(StoreError) -> Output
  ) throws {
    _ = try Simulation.run {
      _ = try await SimulatedRedis(latency: .zero, scriptRuns: .twice).run(StoreScript(name, body))
    }
  }

  @Test("changes only once what the script changes, and gives its result")
  func once() throws {
    _ = try Simulation.run {
      let redis = SimulatedRedis(latency: .zero, scriptRuns: .twice)
      let answers = try await redis.perform { (store) throws(StoreError) in
        try store.pushLast("l", "a")
        return [try store.increment("k", by: 1), try store.increment("k", by: 1), try store.listLength("l")]
      }
      #expect(answers == [1, 2, 1])
      #expect(await redis.inspect("k") == .string("2"))
      #expect(await redis.inspect("l") == .list(["a"]))
    }
  }

  @Test("throws what the script throws, once it has done so twice")
  func errors() throws {
    _ = try Simulation.run {
      let redis = SimulatedRedis(latency: .zero, scriptRuns: .twice)
      let error = await redis.error { (store) throws(StoreError) in
        try store.set("k", "x", onlyIfAbsent: false, expiry: nil)
        try store.increment("k", by: 1)
      }
      #expect(error == .notAnInteger(key: "k"))
      #expect(await redis.inspect("k") == .string("x"))
    }
  }

  @Test("tells the watchers of one script")
  func events() throws {
    _ = try Simulation.run {
      let events = StoreEvents()
      let redis = SimulatedRedis(latency: .zero, scriptRuns: .twice, events: events)
      _ = try await redis.run(.set("k", "1"))
      #expect(events.names.all == ["SET"])
    }
  }

  @Test("ends the process, naming script and command, when a script writes what it counts itself")
  func argument() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let calls = Counter()
      try Self.run("counting") { (store) throws(StoreError) in
        _ = try store.get("k")
        try store.set("k", String(calls.next()), onlyIfAbsent: false, expiry: nil)
      }
    }
    let said = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(said.contains("“counting”"))
    #expect(said.contains("command 2 was SET k 1"))
    #expect(said.contains("the first time and SET k 2"))
  }

  @Test("ends the process when the second run asks for more, for less, or in another order")
  func commands() async {
    await #expect(processExitsWith: .failure) {
      let calls = Counter()
      try Self.run("more") { (store) throws(StoreError) in
        if calls.next() == 2 { _ = try store.get("k") }
      }
    }
    await #expect(processExitsWith: .failure) {
      let calls = Counter()
      try Self.run("less") { (store) throws(StoreError) in
        if calls.next() == 1 { _ = try store.get("k") }
      }
    }
    await #expect(processExitsWith: .failure) {
      let calls = Counter()
      try Self.run("order") { (store) throws(StoreError) in
        let isFirst = calls.next() == 1
        for key in isFirst ? ["a", "b"] : ["b", "a"] { _ = try store.get(key) }
      }
    }
  }

  @Test("ends the process when only the result differs, or the error")
  func results() async {
    await #expect(processExitsWith: .failure) {
      let calls = Counter()
      try Self.run("result") { (store) throws(StoreError) in calls.next() }
    }
    await #expect(processExitsWith: .failure) {
      let calls = Counter()
      try Self.run("error") { (store) throws(StoreError) in
        if calls.next() == 2 { throw .instanceGone }
      }
    }
  }

  @Test("ends the process for a result that cannot be compared")
  func incomparable() async {
    struct Opaque: Sendable {}
    await #expect(processExitsWith: .failure) {
      try Self.run("opaque") { (store) throws(StoreError) in Opaque() }
    }
  }
}

/// The names of the scripts that ran.
private struct StoreEvents: EventSink {
  let names = Collected<String>()

  func record(_ event: StoreEvent) { names.append(event.name) }
}

/// What a script must not capture.
private final class Counter: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
