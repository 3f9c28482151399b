package import Composition
package import HubSpotAPI
package import Ports

/// So many calls from one refreshing to the next, at fixed times whatever was sent: the day's calendar of a limit that has
/// none. Calls of the end of one interval and of the beginning of the next meet in one rolling window, which has to take up to
/// twice as many.
///
/// Source: the library Bottleneck (github.com/SGrondin/bottleneck, README, "Reservoir Intervals"): `reservoir` and
/// `reservoirRefreshAmount` are the limit, `reservoirRefreshInterval` is its window.
package struct Reservoir: PacingRule {
  private struct Pool {
    let amount: Int
    let interval: Duration
    var left: Int
    var refreshedAt: Timestamp?

    init(_ amount: Int, _ interval: Duration) {
      (self.amount, self.interval, left) = (amount, interval, amount)
    }

    mutating func refresh(at now: Timestamp) {
      guard let last = refreshedAt else { return refreshedAt = now }
      let passed = Int64((now - last) / interval)
      guard passed > 0 else { return }
      (left, refreshedAt) = (amount, last + .nanoseconds(interval.wholeNanoseconds * passed))
    }
  }

  private var calls: Pool
  private var searches: Pool

  package init(_ settings: PacingSettings) {
    calls = Pool(settings.reservoir ?? settings.believed.tenSecond, settings.reservoirInterval)
    searches = Pool(settings.believed.search, .seconds(1))
  }

  package mutating func opening(isSearch: Bool, at now: Timestamp) -> Opening {
    change(isSearch: isSearch) { $0.refresh(at: now) }
    let pool = isSearch ? searches : calls
    return .at(pool.left > 0 ? now : (pool.refreshedAt ?? now) + pool.interval)
  }

  package mutating func give(_ turn: Turn, isSearch: Bool, at now: Timestamp) {
    change(isSearch: isSearch) { $0.left -= 1 }
  }

  package mutating func send(_ turn: Turn, isSearch: Bool, at now: Timestamp) {}

  package mutating func takeBack(_ turn: Turn, at now: Timestamp) {}

  package mutating func end(_ turn: Turn, _ response: HubSpotResponse?, at now: Timestamp) {}

  private mutating func change(isSearch: Bool, _ body: (inout Pool) -> Void) {
    if isSearch { body(&searches) } else { body(&calls) }
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// The limit anew every ten seconds.
  package static var reservoir: Self {
    Part("reservoir") { PacedTransport($0, Reservoir($0.settings.pacing), isPlain: true) }
  }
}
