import Faults
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedRedis
import Testing

@testable import BookingCore

/// Thresholds as documented: phase 2, section 11.2.
@Suite("An alert of a queue")
struct MonitoringTests {
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
      #expect(world.endedAlerts == [Alert(.warning, "notes_queue_length", value: 0, threshold: 500, isOver: true)])
      #expect(world.alerts.dropFirst() == [Alert(.warning, "dlq_notes_length", value: 11, threshold: 10)])
    }
  }

  @Test("tells when a worker is down for more than a minute, and for more than five")
  func downtime() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let health = QueueHealth(.associations, every: .seconds(5), world.context())
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
      let health = QueueHealth(.notes, every: .seconds(10), world.context())
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
}
