import DeterministicRuntime
import HubSpotAPI
import HubSpotClient
import Testing

@Suite("An alert")
struct AlertLevelTests {
  @Test("for a value that is bad when low is raised below each threshold and ended above it, once per crossing")
  func low() {
    var level = AlertLevel(name: "left")
    let values = [20, 19, 18, 5, 4, 3, 19, 4, 20, 19]
    let alerts = values.map { level.observe($0, warningBelow: 20, criticalBelow: 5) }
    #expect(
      alerts == [
        nil, Alert(.warning, "left", value: 19, threshold: 20), nil, nil,
        Alert(.critical, "left", value: 4, threshold: 5), nil,
        Alert(.critical, "left", value: 19, threshold: 5, isOver: true),
        Alert(.critical, "left", value: 4, threshold: 5),
        Alert(.warning, "left", value: 20, threshold: 20, isOver: true),
        Alert(.warning, "left", value: 19, threshold: 20),
      ]
    )
  }

  @Test("for a value that is bad when high is raised above each threshold and ended below it, once per crossing")
  func high() {
    var level = AlertLevel(name: "length")
    let values = [500, 501, 1_000, 1_001, 1_002, 501, 500, 1_001]
    let alerts = values.map { level.observe($0, warningAbove: 500, criticalAbove: 1_000) }
    #expect(
      alerts == [
        nil, Alert(.warning, "length", value: 501, threshold: 500), nil,
        Alert(.critical, "length", value: 1_001, threshold: 1_000), nil,
        Alert(.critical, "length", value: 501, threshold: 1_000, isOver: true),
        Alert(.warning, "length", value: 500, threshold: 500, isOver: true),
        Alert(.critical, "length", value: 1_001, threshold: 1_000),
      ]
    )
  }
}

/// Thresholds as documented: phase 1, section 6.3.
@Suite("The watch on HubSpot's limits")
struct RateLimitMonitorTests {
  @Test("takes a better reading for the end of an alarm only after ten seconds without as bad a one")
  func outOfOrder() throws {
    try simulate {
      let events = Recorder<ClientEvent>()
      let monitor = RateLimitMonitor(time: PlainTime(), events: events)
      func observe(_ remaining: Int) async {
        let headers = RateLimitHeaders(
          max: 100,
          remaining: remaining,
          intervalMilliseconds: 10_000,
          daily: nil,
          dailyRemaining: nil
        )
        await monitor.observe(status: 200, headers: headers)
      }
      for remaining in [0, 90, 0, 90] { await observe(remaining) }
      #expect(alerts(events).count == 1)
      try await VirtualClock().sleep(for: .milliseconds(9_999))
      await observe(90)
      await observe(0)
      #expect(alerts(events).count == 1)
      try await VirtualClock().sleep(for: .seconds(10))
      await observe(90)
      await observe(0)
      #expect(alerts(events).count == 2)
    }
  }

  @Test("tells when less than a fifth, and than a twentieth, of the ten-second limit is left")
  func tenSeconds() throws {
    try simulate {
      let events = Recorder<ClientEvent>()
      let monitor = RateLimitMonitor(time: PlainTime(), events: events)
      for remaining in [20, 19, 5, 4] {
        let headers = RateLimitHeaders(
          max: 100,
          remaining: remaining,
          intervalMilliseconds: 10_000,
          daily: 250_000,
          dailyRemaining: 50_000
        )
        await monitor.observe(status: 200, headers: headers)
        // A search carries no headers and says nothing.
        await monitor.observe(status: 200, headers: nil)
      }
      #expect(
        alerts(events) == [
          Alert(.warning, "ten_second_remaining", value: 19, threshold: 20),
          Alert(.critical, "ten_second_remaining", value: 4, threshold: 5),
        ]
      )
      let headers = RateLimitHeaders(
        max: 100,
        remaining: 50,
        intervalMilliseconds: 10_000,
        daily: 250_000,
        dailyRemaining: 49_999
      )
      await monitor.observe(status: 200, headers: headers)
      #expect(alerts(events).last == Alert(.warning, "daily_remaining", value: 49_999, threshold: 50_000))
    }
  }

  @Test(
    "tells when more than 1 %, and more than 5 %, of a minute's replies are refusals",
    arguments: [
      (1, 100, Alert.Severity?.none), (2, 199, .warning), (10, 200, .warning), (11, 200, .critical), (19, 19, nil),
    ]
  )
  func share(_ refusals: Int, _ replies: Int, _ severity: Alert.Severity?) throws {
    try simulate {
      let events = Recorder<ClientEvent>()
      let monitor = RateLimitMonitor(time: PlainTime(), events: events)
      // Refusals last, so that the share only rises to its end.
      for reply in 0..<replies { await monitor.observe(status: reply < replies - refusals ? 200 : 429, headers: nil) }
      #expect(alerts(events).last?.severity == severity)
    }
  }

  private func alerts(_ events: Recorder<ClientEvent>) -> [Alert] {
    events.events.compactMap { if case .alert(let alert) = $0, !alert.isOver { alert } else { nil } }
  }
}
