package import HubSpotAPI
package import Ports

/// The outside as one instance reaches it: behind its fence, and with what is planned to go wrong. Without a plan
/// nothing but the fence is worn.
package struct InstancePorts: Sendable {
  package let transport: any HubSpotTransport
  package let store: any KeyValueStore
  package let notices: any NoticePort
  package let time: any TimeSource
  package let fence: Fence
  private let plan: (any FaultPlan)?

  /// - Parameters:
  ///   - epochMilliseconds: Unix milliseconds at virtual time 0.
  ///   - plan: nil when nothing goes wrong.
  ///   - fence: the instance's own.
  package init(
    hubSpot: any HubSpotTransport,
    store: any KeyValueStore,
    notices: any NoticePort = UnheardNotices(),
    epochMilliseconds: Int64,
    plan: (any FaultPlan)? = nil,
    fence: Fence = Fence()
  ) {
    let time = FencedTime(epochMilliseconds: epochMilliseconds, fence: fence)
    self.fence = fence
    self.plan = plan
    guard let plan else {
      transport = FencedTransport(hubSpot, fence: fence)
      self.store = FencedStore(store, fence: fence)
      self.notices = FencedNotices(notices, fence: fence)
      self.time = time
      return
    }
    transport = FencedTransport(FaultyTransport(inner: hubSpot, plan: plan, fence: fence), fence: fence)
    self.store = FencedStore(FaultyStore(inner: store, plan: plan, fence: fence), fence: fence)
    self.notices = FencedNotices(FaultyNotices(inner: notices, plan: plan, fence: fence), fence: fence)
    self.time = FaultyTime(inner: time, plan: plan, fence: fence)
  }

  /// Uses a port of the product's own, which this room does not know, as the store is used.
  ///
  /// - Parameter use: what the port does. It asks `isPassable` of the fence before it has an effect late.
  package func use<Output>(_ use: () async -> Output) async throws(InstanceGone) -> Output {
    guard await fence.pass() else { throw InstanceGone() }
    let fault = plan?.fault(at: .storeCommand)
    await fault?.before?(fence)
    guard fence.isPassable else { throw InstanceGone() }
    let output = await use()
    await fault?.after?(fence)
    guard await fence.pass() else { throw InstanceGone() }
    return output
  }
}
