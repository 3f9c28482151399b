package import BulkSync
import DeterministicRuntime
import Faults
import Ports
import VirtualTime

/// A source, and when it comes.
package struct SourceArrival: Sendable {
  /// Since the start of the run.
  package var at: Duration
  package var source: SyncSource

  package init(at: Duration, _ source: SyncSource) {
    self.at = at
    self.source = source
  }
}

/// The files of a run as they lie in their place, whoever lives: which come when, and which have been cleared away.
struct InboxShelf: Sendable {
  fileprivate let arrivals: [SourceArrival]
  fileprivate let cleared = SimulationLocal<Set<Int>>([])

  /// - Parameter arrivals: in the order in which they come.
  init(_ arrivals: [SourceArrival]) { self.arrivals = arrivals }

  /// Since the start of the run.
  fileprivate func moment(_ place: Int) -> VirtualInstant { .start + VirtualSpan(arrivals[place].at) }
}

/// The inbox as an instance reaches it.
struct SimulatedInbox: SourceInbox {
  let shelf: InboxShelf
  let ports: InstancePorts

  func mayCome(_ place: Int) -> Bool { place < shelf.arrivals.count }

  func file(_ place: Int) async throws(InstanceGone) -> SourceInboxFile {
    guard mayCome(place) else { return .none }
    let wait = VirtualClock().now.duration(to: shelf.moment(place))
    if wait > .zero { try await ports.time.sleep(for: wait) }
    return shelf.cleared.withValue { $0.contains(place) } ? .cleared : .source(shelf.arrivals[place].source)
  }

  func clear(_ place: Int) async throws(InstanceGone) {
    // Of a single file nobody asks again.
    guard shelf.arrivals.count > 1, !shelf.cleared.withValue({ $0.contains(place) }) else { return }
    try await ports.use { _ = shelf.cleared.withValue { $0.insert(place) } }
  }
}
