package import BookingCore
package import LoadGeneration
package import SimulatedHubSpot
package import VirtualTime

/// Who wants to watch a run as it happens: a timeline, a log, a progress display. Watching changes nothing.
package struct RunObserver: Sendable {
  /// Unix nanoseconds at virtual time 0.
  let epoch: Int64
  private let watchers: [@Sendable (ObservedEvent) -> Void]

  package init(epochMilliseconds: Int64, _ watchers: [@Sendable (ObservedEvent) -> Void] = []) {
    epoch = epochMilliseconds * 1_000_000
    self.watchers = watchers
  }

  func observe(_ event: @autoclosure () -> ObservedEvent) {
    guard !watchers.isEmpty else { return }
    let event = event()
    for watcher in watchers { watcher(event) }
  }
}

/// Something that happened in a run.
package enum ObservedEvent: Sendable {
  case request(HubSpotRequestEvent)
  case core(CoreEvent, at: VirtualInstant)
  case visitor(VisitorEvent, at: VirtualInstant)
}
