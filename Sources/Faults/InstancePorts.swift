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
}
