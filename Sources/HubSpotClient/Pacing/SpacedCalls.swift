package import Composition
package import HubSpotAPI
package import Ports

/// Calls that begin a least time apart, so many at once at the most, in the order in which they came.
///
/// As HubSpot's own client for Node has it, for each process by itself: 1000/9 ms and 6 calls at once, searches 550 ms and 3
/// (github.com/HubSpot/hubspot-api-nodejs, README, "Rate limiting": options of the library Bottleneck). It knows neither the
/// account's limits nor other processes: nine calls a second are what one process may send of the smallest limit.
package struct SpacedCalls: PacingRule {
  private struct Lane {
    let spacing: Duration
    let atOnce: Int
    var nextAt: Timestamp?
    /// By the turn's number.
    var running: Set<Int> = []
  }

  private var calls = Lane(spacing: .nanoseconds(111_111_111), atOnce: 6)
  private var searches = Lane(spacing: .milliseconds(550), atOnce: 3)

  package init() {}

  package mutating func opening(isSearch: Bool, at now: Timestamp) -> Opening {
    let lane = isSearch ? searches : calls
    return lane.running.count < lane.atOnce ? .at(lane.nextAt ?? now) : .afterReturn
  }

  package mutating func give(_ turn: Turn, isSearch: Bool, at now: Timestamp) {
    change(isSearch: isSearch) { lane in
      lane.running.insert(turn.number)
      lane.nextAt = now + lane.spacing
    }
  }

  package mutating func send(_ turn: Turn, isSearch: Bool, at now: Timestamp) {}

  package mutating func takeBack(_ turn: Turn, at now: Timestamp) { end(turn) }

  package mutating func end(_ turn: Turn, _ response: HubSpotResponse?, at now: Timestamp) { end(turn) }

  private mutating func end(_ turn: Turn) {
    calls.running.remove(turn.number)
    searches.running.remove(turn.number)
  }

  private mutating func change(isSearch: Bool, _ body: (inout Lane) -> Void) {
    if isSearch { body(&searches) } else { body(&calls) }
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// HubSpot's own client for Node.
  package static var nodeClientPacing: Self {
    Part("node-client") { PacedTransport($0, SpacedCalls(), isPlain: true) }
  }
}
