import DeterministicRuntime
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

@Suite("Instances that share HubSpot's windows")
struct StoreWindowTests {
  private static func shared(
    _ account: PacedAccount,
    _ instances: Int,
    store: (Int) -> (any KeyValueStore)? = { _ in nil }
  ) -> [any HubSpotTransport] {
    (0..<instances).map { number in
      var context = account.context(instance: number) {
        $0.instances = instances
        $0.longestForegroundWait = .seconds(200)
      }
      if let store = store(number) { context.store = store }
      return PacedTransport(context, StoreWindows(context.settings.pacing, instance: number))
    }
  }

  @Test("in the store are never refused in a rush, and use all of the window", arguments: [1, 2, 4, 10])
  func rush(_ instances: Int) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      try simulate {
        let account = try await PacedAccount.open(seed: seed)
        let transports = Self.shared(account, instances)
        let outcome = await account.send(400, within: .seconds(1), searches: 20, through: transports)
        #expect(outcome == PacedAccount.Outcome(served: 400))
        #expect(milliseconds < 33_000)
      }
    }
  }

  @Test("in the store give all of it to the one that has work")
  func uneven() throws {
    try simulate {
      let account = try await PacedAccount.open(seed: 1)
      let transports = Self.shared(account, 4)
      let outcome = await account.send(190, within: .seconds(1), through: [transports[0]])
      #expect(outcome == PacedAccount.Outcome(served: 190))
      #expect(milliseconds < 12_000)
    }
  }

  @Test("keep to their even share while the store is slow or fails, and go back to it")
  func fallback() throws {
    for failure in [BrokenStore.Failure.silent, .error] {
      try simulate {
        let account = try await PacedAccount.open(seed: 1)
        let store = BrokenStore(inner: account.redis, failure: failure, until: .seconds(12))
        let transports = Self.shared(account, 4) { _ in store }
        let outcome = await account.send(120, within: .seconds(1), through: transports)
        #expect(outcome == PacedAccount.Outcome(served: 120))
        // Twice the share of each, 24 of 25.
        #expect(milliseconds < 13_000)
        try await PlainTime().sleep(for: .seconds(20))
        let start = milliseconds
        #expect(await account.send(90, within: .seconds(1), through: [transports[0]]).served == 90)
        #expect(milliseconds - start < 2_000)
      }
    }
  }

  @Test("do not count the time that the store takes to answer as waiting", arguments: [0, 1, 100])
  func noWaiting(_ milliseconds: Int) throws {
    for latency in [1, 50, 99, 100, 200] {
      try simulate {
        let account = try await PacedAccount.open(seed: 1)
        var context = account.context { $0.longestBackgroundWait = .milliseconds(milliseconds) }
        context.store = SimulatedRedis(latency: .milliseconds(latency))
        let transport = PacedTransport(context, StoreWindows(context.settings.pacing, instance: 0))
        for number in 0..<3 {
          async let job = transport.send(account.job(number))
          async let other = transport.send(account.job(number + 10))
          #expect(try await [job.status, other.status] == [200, 200], "\(latency) ms")
        }
      }
    }
  }

  @Test("refuse who would wait longer for a turn than it may, once the store has had its time to answer")
  func full() throws {
    try simulate {
      let account = try await PacedAccount.open(seed: 1)
      let context = account.context { $0.longestBackgroundWait = .zero }
      let transport = PacedTransport(context, StoreWindows(context.settings.pacing, instance: 0))
      _ = await account.send(99, within: .milliseconds(100), through: [transport])
      let start = milliseconds
      await #expect(throws: HubSpotTransportError.notAdmitted) { try await transport.send(account.job(0)) }
      #expect(milliseconds - start <= 200)
    }
  }

  @Test("by an even share alone leave unused what the others do not need")
  func share() throws {
    try simulate {
      let account = try await PacedAccount.open(seed: 1)
      let transports = (0..<4).map { number in
        let context = account.context(instance: number) {
          $0.instances = 4
          $0.longestForegroundWait = .seconds(200)
        }
        return PacedTransport(context, KnownWindows(context.settings.pacing, parts: 4))
      }
      let outcome = await account.send(96, within: .seconds(1), through: [transports[0]])
      #expect(outcome == PacedAccount.Outcome(served: 96))
      // 24 of 25 places, four times.
      #expect((30_000...32_000).contains(milliseconds))
    }
  }
}

/// A store that does not answer, or answers with an error, until an instant.
private struct BrokenStore: KeyValueStore {
  enum Failure: Sendable { case silent, error }

  let inner: SimulatedRedis
  let failure: Failure
  let until: Duration

  func run<Output: Sendable>(_ script: StoreScript<Output>) async throws(StoreError) -> Output {
    let left = Timestamp(nanoseconds: 0) + until - PlainTime().now
    guard left > .zero else { return try await inner.run(script) }
    if failure == .silent { try? await PlainTime().sleep(for: .seconds(1)) }
    throw .wrongType(key: "pacing:ten_second")
  }

  func blockingPopFirst(_ key: String, timeout: Duration) async throws(StoreError) -> String? { nil }
}
