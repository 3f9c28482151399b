import BookingCore
import DeterministicRuntime
import HubSpotAPI
import Ports

/// Stands between an instance and everything outside of it. Once it is closed, whatever the instance still tries, waits
/// for or is told throws `instanceGone`: what it sent before may have had its effect, what comes after has none.
///
/// A request that its host has given up (its task is cancelled) meets the same wall, alone.
struct Fence: Sendable {
  private let isClosed = SimulationLocal(false)

  /// The instance has crashed.
  func close() { isClosed.withValue { $0 = true } }

  var isPassable: Bool { !Task.isCancelled && !isClosed.withValue { $0 } }
}

struct FencedTransport: HubSpotTransport {
  let inner: any HubSpotTransport
  let fence: Fence

  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    guard fence.isPassable else { throw .instanceGone }
    let response = try await inner.send(request)
    guard fence.isPassable else { throw .instanceGone }
    return response
  }
}

struct FencedStore: KeyValueStore {
  let inner: any KeyValueStore
  let fence: Fence

  func run<Output: Sendable>(_ script: StoreScript<Output>) async throws(StoreError) -> Output {
    guard fence.isPassable else { throw .instanceGone }
    let output = try await inner.run(script)
    guard fence.isPassable else { throw .instanceGone }
    return output
  }

  func blockingPopFirst(_ key: String, timeout: Duration) async throws(StoreError) -> String? {
    guard fence.isPassable else { throw .instanceGone }
    let element = try await inner.blockingPopFirst(key, timeout: timeout)
    guard fence.isPassable else { throw .instanceGone }
    return element
  }
}
