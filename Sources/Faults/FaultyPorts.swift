import HubSpotAPI
import Ports

// Each is worn inside of the fence, which sees whether the fault has killed the instance.

/// HubSpot as it is reached when things go wrong.
struct FaultyTransport: HubSpotTransport {
  let inner: any HubSpotTransport
  let plan: any FaultPlan
  let fence: Fence

  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    guard let fault = plan.fault(at: .call(request)) else { return try await inner.send(request) }
    await fault.before?(fence)
    guard fence.isPassable else { throw .instanceGone }
    let response: HubSpotResponse
    if let call = fault.call {
      response = try await call(request, inner)
    } else {
      response = try await inner.send(request)
    }
    await fault.after?(fence)
    return response
  }
}

/// The store as it is reached when things go wrong.
struct FaultyStore: KeyValueStore {
  let inner: any KeyValueStore
  let plan: any FaultPlan
  let fence: Fence

  func run<Output: Sendable>(_ script: StoreScript<Output>) async throws(StoreError) -> Output {
    let fault = try await begin()
    let output = try await inner.run(script)
    await fault?.after?(fence)
    return output
  }

  func blockingPopFirst(_ key: String, timeout: Duration) async throws(StoreError) -> String? {
    let fault = try await begin()
    let element = try await inner.blockingPopFirst(key, timeout: timeout)
    await fault?.after?(fence)
    return element
  }

  private func begin() async throws(StoreError) -> Fault? {
    guard let fault = plan.fault(at: .storeCommand) else { return nil }
    await fault.before?(fence)
    guard fence.isPassable else { throw .instanceGone }
    return fault
  }
}

/// Whoever is told as they are reached when things go wrong.
struct FaultyNotices: NoticePort {
  let inner: any NoticePort
  let plan: any FaultPlan
  let fence: Fence

  func deliver(_ notice: Notice) async throws(NoticeError) {
    guard let fault = plan.fault(at: .notice) else { return try await inner.deliver(notice) }
    await fault.before?(fence)
    guard fence.isPassable else { throw .instanceGone }
    try await inner.deliver(notice)
    await fault.after?(fence)
  }
}

/// Time as it passes when things go wrong: an instance may die asleep. Its ticks go on as they are.
struct FaultyTime: TimeSource {
  let inner: any TimeSource
  let plan: any FaultPlan
  let fence: Fence

  var now: Timestamp { inner.now }

  func sleep(for duration: Duration) async throws(InstanceGone) {
    guard let fault = plan.fault(at: .sleep) else { return try await inner.sleep(for: duration) }
    await fault.before?(fence)
    try await inner.sleep(for: duration)
    await fault.after?(fence)
    guard fence.isPassable else { throw InstanceGone() }
  }

  func ticks(every interval: Duration) -> any AsyncSequence<Timestamp, Never> & Sendable {
    inner.ticks(every: interval)
  }
}
