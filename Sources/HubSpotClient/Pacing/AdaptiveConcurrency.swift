package import Composition
package import HubSpotAPI
package import Ports

/// As many calls at once as have gone well: one more for each round of replies without a refusal, half as many after one.
/// It guards the number of calls on their way, while HubSpot counts those of ten seconds: as soon as replies are fast, any
/// number is too many.
///
/// Source: additive increase and multiplicative decrease (Chiu and Jain, "Analysis of the Increase and Decrease Algorithms for
/// Congestion Avoidance in Computer Networks", 1989), with the numbers of TCP: it begins with 10 (RFC 6928), grows by one
/// for each round only while all of it is used, and is halved once for what was sent in one round (RFC 5681).
package struct AdaptiveConcurrency: PacingRule {
  private static let start = 10.0

  private struct Lane {
    var limit = AdaptiveConcurrency.start
    var reducedAt: Timestamp?
    /// By the turn's number: when the call was sent, nil for a turn that is not used yet.
    var running: [Int: Timestamp?] = [:]

    var isFull: Bool { running.count >= Int(limit) }
  }

  private var calls = Lane()
  private var searches = Lane()

  package init() {}

  package mutating func opening(isSearch: Bool, at now: Timestamp) -> Opening {
    (isSearch ? searches : calls).isFull ? .afterReturn : .at(now)
  }

  package mutating func give(_ turn: Turn, isSearch: Bool, at now: Timestamp) {
    change(isSearch: isSearch) { $0.running[turn.number] = .some(nil) }
  }

  package mutating func send(_ turn: Turn, isSearch: Bool, at now: Timestamp) {
    change(isSearch: isSearch) { $0.running[turn.number] = now }
  }

  package mutating func takeBack(_ turn: Turn, at now: Timestamp) { end(turn, nil, at: now) }

  package mutating func end(_ turn: Turn, _ response: HubSpotResponse?, at now: Timestamp) {
    for isSearch in [false, true] {
      change(isSearch: isSearch) { lane in
        let wasFull = lane.isFull
        guard let sent = lane.running.removeValue(forKey: turn.number), let sentAt = sent, let response else { return }
        if response.status == 429 {
          if let reducedAt = lane.reducedAt, sentAt < reducedAt { return }
          (lane.limit, lane.reducedAt) = (max(1, lane.limit / 2), now)
        } else if wasFull {
          lane.limit += 1 / lane.limit
        }
      }
    }
  }

  private mutating func change(isSearch: Bool, _ body: (inout Lane) -> Void) {
    if isSearch { body(&searches) } else { body(&calls) }
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// Additive increase and multiplicative decrease of the calls at once.
  package static var aimd: Self {
    Part("aimd") { PacedTransport($0, AdaptiveConcurrency(), isPlain: true) }
  }
}
