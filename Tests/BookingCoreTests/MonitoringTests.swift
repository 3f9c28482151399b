import HubSpotAPI
import Ports
import SimulatedRedis
import Testing

@testable import BookingCore

/// Thresholds as documented: phase 2, section 11.2, and phase 1, section 6.3.
@Suite("An alert")
struct MonitoringTests {
  @Test("for a value that is bad when low is raised below each threshold, once per crossing")
  func low() {
    var level = AlertLevel(name: "left")
    let values = [20, 19, 18, 5, 4, 3, 19, 4, 20, 19]
    let alerts = values.map { level.observe($0, warningBelow: 20, criticalBelow: 5) }
    #expect(
      alerts == [
        nil, Alert(.warning, "left", value: 19, threshold: 20), nil, nil,
        Alert(.critical, "left", value: 4, threshold: 5), nil, nil,
        Alert(.critical, "left", value: 4, threshold: 5), nil, Alert(.warning, "left", value: 19, threshold: 20),
      ]
    )
  }

  @Test("for a value that is bad when high is raised above each threshold, once per crossing")
  func high() {
    var level = AlertLevel(name: "length")
    let values = [500, 501, 1_000, 1_001, 1_002, 501, 500, 1_001]
    let alerts = values.map { level.observe($0, warningAbove: 500, criticalAbove: 1_000) }
    #expect(
      alerts == [
        nil, Alert(.warning, "length", value: 501, threshold: 500), nil,
        Alert(.critical, "length", value: 1_001, threshold: 1_000), nil, nil, nil,
        Alert(.critical, "length", value: 1_001, threshold: 1_000),
      ]
    )
  }

  @Test("tells of a queue that is too long, also while its worker fails, and of dead letters, also while it rests")
  func queue() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase2)
      let queue = WorkQueue(.notes, world.context())
      _ = await instance.create(world.request("k1"))
      let item = NoteItem(
        Intent(
          kind: .booking,
          key: .test("x"),
          contact: world.contacts[0],
          exam: world.exams[0],
          examDate: "2025-11-03",
          booking: ObjectID(9)
        )
      )
      try await world.push(Array(repeating: item.encoded, count: 1_001), to: queue)
      instance.ports.strike(Labels.noteBatch, .answer(429))
      let job = instance.job("notes")
      for pass in 0..<3 { _ = try await job.run(pass: pass) }
      #expect(world.alerts == [Alert(.critical, "notes_queue_length", value: 1_002, threshold: 1_000)])
      _ = try await world.redis.run(.delete("notes_queue"))
      _ = try await world.redis.run(.delete("notes_queue:processing"))
      for number in 0..<11 {
        _ = try await world.redis.run(
          StoreScript("push") { (store) throws(StoreError) in
            _ = try store.pushLast("dlq_notes", "dead \(number)")
          }
        )
      }
      for pass in 3..<6 { _ = try await job.run(pass: pass) }
      #expect(world.alerts.dropFirst() == [Alert(.warning, "dlq_notes_length", value: 11, threshold: 10)])
    }
  }

  @Test("tells when a worker is down for more than a minute, and for more than five")
  func downtime() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let health = QueueHealth(.associations, expectedPerMinute: 1_200, world.context())
      await health.observe(.init(waiting: 0, dead: 0), settled: 0, .taken)
      for seconds in [60, 1, 239, 1] {
        try await wait(.seconds(seconds))
        await health.observe(.init(waiting: 0, dead: 0), settled: 0, .refused)
      }
      #expect(
        world.alerts == [
          Alert(.warning, "assoc_queue_worker_down_seconds", value: 61, threshold: 60),
          Alert(.critical, "assoc_queue_worker_down_seconds", value: 301, threshold: 300),
        ]
      )
    }
  }

  @Test("tells when a worker with a backlog is slower than half, and than a quarter, of what it should be")
  func rate() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let health = QueueHealth(.notes, expectedPerMinute: 600, world.context())
      for (settled, waiting) in [(300, 1), (299, 1), (149, 1), (150, 1), (10, 0)] {
        try await wait(.seconds(60))
        await health.observe(.init(waiting: waiting, dead: 0), settled: settled, .taken)
      }
      #expect(
        world.alerts == [
          Alert(.warning, "notes_queue_rate_percent", value: 49, threshold: 50),
          Alert(.critical, "notes_queue_rate_percent", value: 24, threshold: 25),
        ]
      )
    }
  }

  @Test("takes a better reading for the end of an alarm only after ten seconds without as bad a one")
  func outOfOrder() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let monitor = RateLimitMonitor(time: world.context().time, events: world.events)
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
      #expect(world.alerts.count == 1)
      try await wait(.milliseconds(9_999))
      await observe(90)
      await observe(0)
      #expect(world.alerts.count == 1)
      try await wait(.seconds(10))
      await observe(90)
      await observe(0)
      #expect(world.alerts.count == 2)
    }
  }

  @Test("tells when less than a fifth, and than a twentieth, of the ten-second limit is left")
  func tenSeconds() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let monitor = RateLimitMonitor(time: world.context().time, events: world.events)
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
        world.alerts == [
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
      #expect(world.alerts.last == Alert(.warning, "daily_remaining", value: 49_999, threshold: 50_000))
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
      let world = try await BookingWorld.open()
      let monitor = RateLimitMonitor(time: world.context().time, events: world.events)
      // Refusals last, so that the share only rises to its end.
      for reply in 0..<replies { await monitor.observe(status: reply < replies - refusals ? 200 : 429, headers: nil) }
      #expect(world.alerts.last?.severity == severity)
    }
  }
}
