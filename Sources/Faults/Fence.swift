import AsyncAlgorithms
import DeterministicRuntime
package import HubSpotAPI
package import Ports
import VirtualTime

/// Stands between an instance and everything outside of it. Once it is closed, whatever the instance still tries, waits
/// for or is told throws `instanceGone`: what it sent before may have had its effect, what comes after has none.
///
/// A request that its host has given up (its task is cancelled) meets the same wall, alone.
package struct Fence: Sendable {
  private let closed = SimulationLocal(false)

  package init() {}

  /// The instance has crashed. It stays so.
  package func close() { closed.withValue { $0 = true } }

  /// Whether the instance has crashed.
  package var isClosed: Bool { closed.withValue { $0 } }

  /// Whether the calling task gets through: its instance lives, and it has not been given up.
  package var isPassable: Bool { !Task.isCancelled && !isClosed }
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
    guard fence.isPassable else { throw .instanceGone }
    let response = try await inner.send(request)
    guard fence.isPassable else { throw .instanceGone }
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
    guard fence.isPassable else { throw .instanceGone }
    let output = try await inner.run(script)
    guard fence.isPassable else { throw .instanceGone }
    return output
  }

  package func blockingPopFirst(_ key: String, timeout: Duration) async throws(StoreError) -> String? {
    guard fence.isPassable else { throw .instanceGone }
    let element = try await inner.blockingPopFirst(key, timeout: timeout)
    guard fence.isPassable else { throw .instanceGone }
    return element
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
    guard fence.isPassable else { throw InstanceGone() }
    do { try await clock.sleep(for: VirtualSpan(duration)) } catch { throw InstanceGone() }
    guard fence.isPassable else { throw InstanceGone() }
  }

  package func ticks(every interval: Duration) -> any AsyncSequence<Timestamp, Never> & Sendable {
    let (epoch, fence) = (epoch, fence)
    return AsyncTimerSequence(interval: interval, clock: clock)
      .prefix { _ in fence.isPassable }
      .map { Timestamp(nanoseconds: epoch + $0.nanoseconds) }
  }
}
