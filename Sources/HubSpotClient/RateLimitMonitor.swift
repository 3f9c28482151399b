package import Composition
package import HubSpotAPI
package import Ports

/// Watches the rate-limit headers of every reply and raises an alert when a threshold is crossed (phase 1, 6.3), once
/// per crossing. Search replies carry no headers and are never read as "0 left".
package struct MonitoredTransport: TransportLayer {
  private let inner: any HubSpotTransport
  private let monitor: RateLimitMonitor

  package init(_ context: ClientContext) {
    inner = context.transport
    monitor = RateLimitMonitor(time: context.time, events: context.events)
  }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    let response = try await inner.send(request)
    await monitor.observe(status: response.status, headers: response.rateLimit)
    return response
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// The rate-limit headers of every reply are watched.
  package static var headers: Self { Part("headers") { MonitoredTransport($0) } }
}

/// The thresholds and what is known of the limits.
///
/// Judged on `Remaining` against `Max`, not on the deprecated per-second pair, which is a tenth of it and would warn
/// all the time.
package actor RateLimitMonitor {
  private let time: any TimeSource
  private let events: any EventSink<ClientEvent>
  private var tenSecond = AlertLevel(name: "ten_second_remaining")
  private var daily = AlertLevel(name: "daily_remaining")
  private var share429 = AlertLevel(name: "share_429_percent")
  private var minute = ReplyMinute(index: -1)
  private var lowest = LowestRecently(within: .seconds(10))

  package init(time: any TimeSource, events: any EventSink<ClientEvent>) {
    self.time = time
    self.events = events
  }

  package func observe(status: Int, headers: RateLimitHeaders?) {
    if let headers {
      // Replies arrive in another order than they were judged in: a single better reading does not end an alarm.
      let remaining = lowest.observe(headers.remaining, at: time.now)
      raise(tenSecond.observe(remaining, warningBelow: headers.max / 5, criticalBelow: headers.max / 20))
      if let left = headers.dailyRemaining, let limit = headers.daily {
        raise(daily.observe(left, warningBelow: limit / 5, criticalBelow: 0))
      }
    }
    observeShare(isRefusal: status == 429)
  }

  /// The share of 429s within the running minute: above 1 % the team's own goal is missed, above 5 % HubSpot's
  /// certification rule. Judged from 20 replies on, so that one early refusal is no alarm.
  private func observeShare(isRefusal: Bool) {
    let index = time.now.nanoseconds / 60_000_000_000
    if index != minute.index { minute = ReplyMinute(index: index) }
    minute.replies += 1
    if isRefusal { minute.refusals += 1 }
    guard minute.replies >= 20 else { return }
    // Rounded up, so that anything above a threshold is above it.
    let percent = (minute.refusals * 100 + minute.replies - 1) / minute.replies
    raise(share429.observe(percent, warningAbove: 1, criticalAbove: 5))
  }

  private func raise(_ alert: Alert?) {
    if let alert { events.record(.alert(alert)) }
  }

  /// The lowest value seen within a time: it rises only after nothing as low has come for that long.
  private struct LowestRecently {
    private let duration: Duration
    private var lowest: (value: Int, at: Timestamp)?

    init(within duration: Duration) { self.duration = duration }

    mutating func observe(_ value: Int, at now: Timestamp) -> Int {
      guard let lowest, value > lowest.value, now - lowest.at < duration else {
        self.lowest = (value, now)
        return value
      }
      return lowest.value
    }
  }

  private struct ReplyMinute {
    var index: Int64
    var replies = 0
    var refusals = 0
  }
}
