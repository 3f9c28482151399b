package import Composition
package import HubSpotAPI
package import Ports

/// A token bucket: B calls at once, and r a second after that.
///
/// In any time T no more than B + r T calls are sent; a window of HubSpot's takes what was sent in it and on the way up to it. So
/// with B + r (10 s + the way up) within the limit no call is refused while no other app sends, and of a rush that fills the
/// bucket the calls after the first B come at the rate r, which is less than the limit allows.
///
/// Source: the Generic Cell Rate Algorithm in its virtual-scheduling form (ITU-T I.371; The ATM Forum, Traffic Management
/// Specification 4.0, section 4.4.3): one instant, the theoretical arrival time of the next call, is all that it remembers.
package struct TokenBucket: PacingRule {
  private struct Bucket {
    let increment: Duration
    let tolerance: Duration
    var theoretical: Timestamp?

    init(size: Int, perSecond rate: Double) {
      increment = .seconds(1) / rate
      tolerance = increment * (size - 1)
    }

    func opening(at now: Timestamp) -> Timestamp {
      theoretical.map { max(now, $0 + (.zero - tolerance)) } ?? now
    }

    mutating func take(at now: Timestamp) { theoretical = max(theoretical ?? now, now) + increment }

    mutating func takeBack() { theoretical = theoretical.map { $0 + (.zero - increment) } }
  }

  private var calls: Bucket
  private var searches: Bucket
  /// By the turn's number, whether it is a search's: turns that are given and not used.
  private var unused: [Int: Bool] = [:]

  package init(_ settings: PacingSettings) {
    calls = Bucket(size: settings.bucketSize, perSecond: settings.bucketRate)
    let size = max(1, settings.believed.search / 5)
    let rate = max(1, Double(settings.believed.search - size)) / ((.seconds(1) + settings.wayUpAtMost) / .seconds(1))
    searches = Bucket(size: size, perSecond: rate)
  }

  package mutating func opening(isSearch: Bool, at now: Timestamp) -> Opening {
    .at((isSearch ? searches : calls).opening(at: now))
  }

  package mutating func give(_ turn: Turn, isSearch: Bool, at now: Timestamp) {
    unused[turn.number] = isSearch
    if isSearch { searches.take(at: now) } else { calls.take(at: now) }
  }

  package mutating func send(_ turn: Turn, isSearch: Bool, at now: Timestamp) { unused[turn.number] = nil }

  package mutating func takeBack(_ turn: Turn, at now: Timestamp) {
    guard let isSearch = unused.removeValue(forKey: turn.number) else { return }
    if isSearch { searches.takeBack() } else { calls.takeBack() }
  }

  package mutating func end(_ turn: Turn, _ response: HubSpotResponse?, at now: Timestamp) {}
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// A token bucket.
  package static var gcra: Self {
    Part("gcra") { PacedTransport($0, TokenBucket($0.settings.pacing), isPlain: true) }
  }
}
