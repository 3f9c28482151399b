import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

@Suite("The seat counts of the store")
struct CounterJobTests {
  @Test("are written to HubSpot in batches of a hundred, changed exams only")
  func sync() throws {
    try simulate {
      let world = try await BookingWorld.open(
        exams: (0..<150).map { ExamSeed(date: "2026-\(10 + $0 % 3)-\(10 + $0 % 9)") }
      )
      let instance = world.instance(.phase1)
      for (number, exam) in world.exams.enumerated() {
        let name = exam.description
        _ = try await world.redis.run(
          StoreScript("count") { (store) throws(StoreError) in
            try store.set("exam:\(name):bookings", String(number), onlyIfAbsent: false, expiry: nil)
            if number < 120 { try store.addMember(name, to: "exams:changed") }
          }
        )
      }
      let job = instance.job("counter_sync")
      #expect(try await job.run(pass: 0))
      #expect(instance.ports.journal == ["counter_sync", "counter_sync"])
      let exams = await world.hubSpot.auditedObjects(of: BookingSchema.exams)
      for (number, exam) in exams.enumerated() {
        #expect(exam[BookingSchema.Exam.totalBookings] == String(number < 120 ? number : 0))
      }
      #expect(try await !job.run(pass: 1))
      #expect(instance.ports.journal.count == 2)
    }
  }

  @Test("are written in batches as large as HubSpot takes them")
  func smallBatches() throws {
    try simulate {
      var settings = CoreSettings()
      settings.queueBatch = 4
      let world = try await BookingWorld.open(
        contacts: 10,
        exams: (0..<10).map { ExamSeed(date: "2025-11-1\($0)") },
        settings: settings
      )
      let instance = world.instance(.phase1)
      for number in 0..<10 { _ = await instance.create(world.request("k\(number)", contact: number, exam: number)) }
      _ = try await instance.job("counter_sync").run(pass: 0)
      #expect(instance.ports.journal.count { $0 == "counter_sync" } == 3)
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("stay marked when HubSpot fails, the second batch as well as the first")
  func failedSync() throws {
    try simulate {
      let world = try await BookingWorld.open(
        exams: (0..<150).map { ExamSeed(date: "2026-\(10 + $0 % 3)-\(10 + $0 % 9)") }
      )
      let instance = world.instance(.phase1)
      for exam in world.exams.map(\.description) {
        _ = try await world.redis.run(
          StoreScript("count") { (store) throws(StoreError) in
            try store.set("exam:\(exam):bookings", "3", onlyIfAbsent: false, expiry: nil)
            try store.addMember(exam, to: "exams:changed")
          }
        )
      }
      instance.ports.strike(Labels.counterSync, .answer(429))
      #expect(try await instance.job("counter_sync").run(pass: 0))
      instance.ports.heal()
      #expect(try await instance.job("counter_sync").run(pass: 1))
      let exams = await world.hubSpot.auditedObjects(of: BookingSchema.exams)
      #expect(exams.allSatisfy { $0[BookingSchema.Exam.totalBookings] == "3" })
    }
  }

  @Test("are written without the seats that are merely held")
  func heldSeats() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2)
      let instance = world.instance(.phase1)
      _ = await instance.create(world.request("k0"))
      instance.ports.strike(Labels.bookingCreate, .lostRequest)
      _ = await instance.create(world.request("k1", contact: 1))
      #expect(await world.redis.inspect("exam:\(world.exams[0]):bookings") == .string("2"))
      _ = try await instance.job("counter_sync").run(pass: 0)
      let exam = try #require(await world.hubSpot.auditedObjects(of: BookingSchema.exams).first)
      #expect(exam[BookingSchema.Exam.totalBookings] == "1")
    }
  }

  @Test("are corrected when they have drifted, once the exam has been at rest for 30 seconds")
  func drift() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      _ = await instance.create(world.request("k0"))
      let changedAt = now
      let key = "exam:\(world.exams[0]):bookings"
      _ = try await world.redis.run(
        StoreScript("drift") { (store) throws(StoreError) in try store.set(key, "7", onlyIfAbsent: false, expiry: nil) }
      )
      let job = instance.job("reconciliation")
      try await wait(.milliseconds(changedAt + 29_990 - now))
      #expect(try await !job.run(pass: 0))
      #expect(!instance.ports.journal.contains("counter_count"))
      try await wait(.milliseconds(20))
      #expect(try await job.run(pass: 1))
      #expect(await world.redis.inspect(key) == .string("1"))
      #expect(world.alerts == [Alert(.warning, "counter_drift", value: 7, threshold: 1)])
      #expect(try await !job.run(pass: 2))
    }
  }

  @Test("are left alone while a booking or a cancellation of the exam is half-way", arguments: [true, false])
  func inMotion(_ isCancellation: Bool) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      if isCancellation {
        let booking = try #require(await instance.create(world.request("k0"))?.booking)
        instance.ports.strike(Labels.bookingUpdate, .lostReply)
        _ = await instance.cancel(CancellationRequest(key: .test("c0"), contact: world.contacts[0], booking: booking))
      } else {
        instance.ports.strike(Labels.bookingCreate, .lostReply)
        _ = await instance.create(world.request("k0"))
      }
      instance.ports.heal()
      try await wait(.seconds(300))
      #expect(try await !instance.job("reconciliation").run(pass: 0))
      #expect(!instance.ports.journal.contains("counter_count"))
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("are seeded for a cancellation as for a booking: the returned seat of a full exam is sold again")
  func cancellationBeforeSeeding() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2, exams: [ExamSeed(capacity: 1)])
      let before = world.instance(.phase1)
      let booking = try #require(await before.create(world.request("k0"))?.booking)
      try await world.settle(before)
      // The store has lost its count; HubSpot still has it.
      _ = try await world.redis.run(.delete("exam:\(world.exams[0]):bookings"))
      _ = await before.cancel(CancellationRequest(key: .test("c0"), contact: world.contacts[0], booking: booking))
      #expect(await before.create(world.request("k1", contact: 1))?.booking != nil)
      try await world.settle(before)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("live for 90 days after HubSpot has them, and for ever until then")
  func lifetime() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      _ = await instance.create(world.request("k0"))
      let key = "exam:\(world.exams[0]):bookings"
      #expect(await world.timeToLive(key) == nil)
      _ = try await instance.job("counter_sync").run(pass: 0)
      let unmarkedAt = now - 1
      let left = await world.timeToLive(key)
      // The job was released after its last script; the look takes another command.
      #expect(left == .seconds(90 * 86_400) - .milliseconds(now - unmarkedAt))
    }
  }
}

@Suite("A seat count that the store has lost")
struct LostCountTests {
  @Test("is taken over from HubSpot with the held seats, and never written as less than nothing")
  func heldSeats() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 3, exams: [ExamSeed(capacity: 3)])
      let instance = world.instance(.phase1)
      let key = "exam:\(world.exams[0]):bookings"
      // Two hold their seats and are refused their bookings; then the count is gone.
      instance.ports.strike(Labels.bookingCreate, .answer(429))
      for contact in 0..<2 { _ = await instance.create(world.request("k\(contact)", contact: contact)) }
      instance.ports.heal()
      _ = try await world.redis.run(.delete(key))
      #expect(await instance.create(world.request("k2", contact: 2))?.booking != nil)
      #expect(await world.redis.inspect(key) == .string("3"))
      _ = try await instance.job("counter_sync").run(pass: 0)
      let exam = try #require(await world.hubSpot.auditedObjects(of: BookingSchema.exams).first)
      #expect(exam[BookingSchema.Exam.totalBookings] == "1")
      for contact in 0..<2 {
        #expect(await instance.create(world.request("k\(contact)", contact: contact))?.booking != nil)
      }
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("was not lost while HubSpot did not have it, however long that takes")
  func keptAlive() throws {
    try simulate {
      var settings = CoreSettings()
      settings.seatCounterLifetime = .seconds(20)
      let world = try await BookingWorld.open(contacts: 3, exams: [ExamSeed(capacity: 2)], settings: settings)
      let instance = world.instance(.phase1)
      for contact in 0..<2 { _ = await instance.create(world.request("k\(contact)", contact: contact)) }
      instance.ports.strike(Labels.counterSync, .answer(429))
      for pass in 0..<10 {
        try await wait(.seconds(60))
        _ = try await instance.job("counter_sync").run(pass: pass)
      }
      #expect(await instance.create(world.request("k2", contact: 2)) == .refused(.examFull))
      instance.ports.heal()
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }
}
