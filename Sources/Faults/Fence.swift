import AsyncAlgorithms
import DeterministicRuntime
package import HubSpotAPI
package import Ports
import VirtualTime

/// Stands between an instance and everything outside of it. Once it is closed, whatever the instance still tries, waits
/// for or is told throws `instanceGone`: what it sent before may have had its effect, what comes after has none.
///
/// While it is frozen nothing passes in either direction: what the instance tries, waits for or is told goes on when it is
/// thawed, in the order in which it came to the fence. What it sent before has its effect meanwhile.
///
/// A request that its host has given up (its task is cancelled) meets the same wall, alone.
package struct Fence: Sendable {
  private struct State {
    var isClosed = false
    var isFrozen = false
    /// In the order in which they came.
    var waiting: [Wakeup] = []
  }

  private let state = SimulationLocal(State())

  package init() {}

  /// The instance has crashed. It stays so.
  package func close() {
    state.withValue { $0.isClosed = true }
    thaw()
  }

  /// The instance stands still until `thaw`.
  package func freeze() { state.withValue { $0.isFrozen = !$0.isClosed } }

  /// The instance goes on where it stood.
  package func thaw() {
    let waiting = state.withValue { state in
      state.isFrozen = false
      defer { state.waiting = [] }
      return state.waiting
    }
    for wakeup in waiting { wakeup.wake() }
  }

  /// Whether the instance has crashed.
  package var isClosed: Bool { state.withValue { $0.isClosed } }

  /// Whether the calling task gets through: its instance lives, and it has not been given up.
  package var isPassable: Bool { !Task.isCancelled && !isClosed }

  /// Waits while the instance is frozen.
  ///
  /// - Returns: whether the calling task gets through after that.
  func pass() async -> Bool {
    while !Task.isCancelled {
      let wakeup = state.withValue { state -> Wakeup? in
        guard state.isFrozen else { return nil }
        let wakeup = Wakeup("the thawing of an instance")
        state.waiting.append(wakeup)
        return wakeup
      }
      guard let wakeup else { return isPassable }
      _ = await wakeup.wait()
    }
    return false
  }
}

/// HubSpot as an instance reaches it, until its fence closes.
package struct FencedTransport: HubSpotTransport {
  let inner: any HubSpotTransport
  let fence: Fence

  package init(_ inner: any HubSpotTransport, fence: Fence) {
    self.inner = inner
    self.fence = fence
  }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    guard await fence.pass() else { throw .instanceGone }
    let response = try await inner.send(request)
    guard await fence.pass() else { throw .instanceGone }
    return response
  }
}

/// The store as an instance reaches it, until its fence closes.
package struct FencedStore: KeyValueStore {
  let inner: any KeyValueStore
  let fence: Fence

  package init(_ inner: any KeyValueStore, fence: Fence) {
    self.inner = inner
    self.fence = fence
  }

  package func run<Output: Sendable>(_ script: StoreScript<Output>) async throws(StoreError) -> Output {
    guard await fence.pass() else { throw .instanceGone }
    let output = try await inner.run(script)
    guard await fence.pass() else { throw .instanceGone }
    return output
  }

  package func blockingPopFirst(_ key: String, timeout: Duration) async throws(StoreError) -> String? {
    guard await fence.pass() else { throw .instanceGone }
    let element = try await inner.blockingPopFirst(key, timeout: timeout)
    guard await fence.pass() else { throw .instanceGone }
    return element
  }
}

/// Whoever is told as an instance reaches them, until its fence closes.
package struct FencedNotices: NoticePort {
  let inner: any NoticePort
  let fence: Fence

  package init(_ inner: any NoticePort, fence: Fence) {
    self.inner = inner
    self.fence = fence
  }

  package func deliver(_ notice: Notice) async throws(NoticeError) {
    guard await fence.pass() else { throw .instanceGone }
    try await inner.deliver(notice)
    guard await fence.pass() else { throw .instanceGone }
  }
}

/// Virtual time, as the Unix time of a scenario's clock, for one instance, until its fence closes.
package struct FencedTime: TimeSource {
  /// Unix nanoseconds at virtual time 0.
  let epoch: Int64
  let fence: Fence
  private let clock = VirtualClock()

  /// - Parameter epochMilliseconds: Unix milliseconds at virtual time 0.
  package init(epochMilliseconds: Int64, fence: Fence) {
    epoch = epochMilliseconds * 1_000_000
    self.fence = fence
  }

  package var now: Timestamp { Timestamp(nanoseconds: epoch + clock.now.nanoseconds) }

  package func sleep(for duration: Duration) async throws(InstanceGone) {
    guard await fence.pass() else { throw InstanceGone() }
    do { try await clock.sleep(for: VirtualSpan(duration)) } catch { throw InstanceGone() }
    guard await fence.pass() else { throw InstanceGone() }
  }

  package func ticks(every interval: Duration) -> any AsyncSequence<Timestamp, Never> & Sendable {
    let (epoch, fence) = (epoch, fence)
    return AsyncTimerSequence(interval: interval, clock: clock)
      .prefix { _ in await fence.pass() }
      .map { Timestamp(nanoseconds: epoch + $0.nanoseconds) }
  }
}
