import DeterministicRuntime
import Ports
import SimulatedRedis

/// A store that the conformance suite runs against. A new implementation of `KeyValueStore` is one more case here.
enum StoreUnderTest: CaseIterable, Sendable {
  case simulatedRedis
  case simulatedRedisWithLatency
  case simulatedRedisRunningTwice

  func makeStore() -> any KeyValueStore {
    switch self {
    case .simulatedRedis: SimulatedRedis(latency: .zero)
    case .simulatedRedisWithLatency: SimulatedRedis(latency: .milliseconds(1))
    case .simulatedRedisRunningTwice: SimulatedRedis(latency: .milliseconds(1), scriptRuns: .twice)
    }
  }

  /// Runs `body` with a new, empty store in virtual time.
  func withStore(
    order: SchedulingOrder = .firstInFirstOut,
    _ body: @escaping @Sendable (any KeyValueStore) async throws -> Void
  ) throws {
    _ = try Simulation.run(order: order) { try await body(makeStore()) }
  }
}

extension KeyValueStore {
  /// Runs commands as one script.
  func perform<Output: Sendable>(
    _ body: @escaping @Sendable (any StoreCommands) throws(StoreError) -> Output
  ) async throws(StoreError) -> Output {
    try await run(StoreScript("test", body))
  }

  /// `RPUSH`.
  func push(_ element: String, to key: String) async throws(StoreError) {
    try await perform { (commands) throws(StoreError) in _ = try commands.pushLast(key, element) }
  }

  /// The error that a script ends with; nil when it succeeds.
  func error(_ body: @escaping @Sendable (any StoreCommands) throws(StoreError) -> Void) async -> StoreError? {
    do throws(StoreError) {
      try await perform(body)
      return nil
    } catch {
      return error
    }
  }
}

/// Waits in virtual time.
func wait(_ duration: Duration) async throws { try await VirtualClock().sleep(for: duration) }
