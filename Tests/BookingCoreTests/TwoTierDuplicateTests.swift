import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

/// Phase 1, 3.1 B: keys, values and lifetimes as documented.
@Suite("Two-tier duplicate detection")
struct TwoTierDuplicateTests {
  @Test("believes NO_DUPLICATE for three hours, to the millisecond")
  func negative() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      #expect(try await world.browse(instance) == .free)
      #expect(instance.ports.journal == ["duplicate_search"])
      #expect(await world.redis.inspect("booking:\(world.contacts[0]):2025-11-03") == .string("NO_DUPLICATE"))
      // The command took effect at the moment of its reply; the next one arrives 1 ms after it was sent.
      try await wait(.seconds(3 * 3600) - .milliseconds(2))
      #expect(try await world.browse(instance) == .free)
      #expect(instance.ports.journal.count == 1)
      #expect(try await world.browse(instance) == .free)
      #expect(instance.ports.journal.count == 2)
    }
  }

  @Test("never lets NO_DUPLICATE block a booking, and spares it the search")
  func browsing() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase2)
      #expect(try await world.browse(instance) == .free)
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      #expect(instance.ports.journal.count { $0 == "duplicate_search" } == 1)
      #expect(await world.redis.inspect("booking:\(world.contacts[0]):2025-11-03") == .string("\(booking):Active"))
      #expect(try await world.browse(instance) == .alreadyBooked)
      #expect(await instance.create(world.request("k2")) == .refused(.duplicateBooking))
    }
  }

  @Test("remembers a booking until its exam's day is over, and at least 24 hours")
  func positive() throws {
    try simulate {
      // The run begins on 2025-10-01 at 0:00.
      let world = try await BookingWorld.open(exams: [ExamSeed(), ExamSeed(date: "2025-10-01")])
      let instance = world.instance(.phase1)
      for exam in 0..<2 { _ = await instance.create(world.request("k\(exam)", exam: exam)) }
      let (far, near) = (
        await world.timeToLive("booking:\(world.contacts[0]):2025-11-03"),
        await world.timeToLive("booking:\(world.contacts[0]):2025-10-01")
      )
      // 34 days from the start, counted from when the command was sent, 1 ms before it took effect; each look takes 1 ms.
      #expect(far.map { $0 + .milliseconds(now) } == .seconds(34 * 86_400) + .milliseconds(2))
      #expect(near == .seconds(86_400) - .milliseconds(2))
    }
  }

  @Test("forgets a cancelled booking at once")
  func cancelled() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      _ = await instance.cancel(
        CancellationRequest(key: .test("c1"), contact: world.contacts[0], booking: booking)
      )
      #expect(await world.redis.inspect("booking:\(world.contacts[0]):2025-11-03") == nil)
      // Search still shows the booking as active for its lag; a read by id knows better.
      #expect(try await world.browse(instance) == .free)
    }
  }

  @Test("asks HubSpot about a value that says Cancelled")
  func cancelledValue() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      let key = "booking:\(world.contacts[0]):2025-11-03"
      _ = try await world.redis.run(.set(key, "5:Cancelled"))
      #expect(try await world.browse(instance) == .free)
      #expect(instance.ports.journal == ["duplicate_search"])
    }
  }

  @Test("forgets within a pass what was cancelled in HubSpot itself, and nothing else")
  func reconciliation() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 3)
      let instance = world.instance(.phase1)
      var bookings: [ObjectID] = []
      for contact in 0..<3 {
        bookings.append(try #require(await instance.create(world.request("k\(contact)", contact: contact))?.booking))
      }
      let keys = world.contacts.map { "booking:\($0):2025-11-03" }
      let job = instance.job("duplicate_reconciliation")
      #expect(try await !job.run(pass: 0))
      try await wait(.seconds(250))
      for booking in bookings.prefix(2) {
        let slot = Property(BookingSchema.Booking.activeSlot, "")
        let status = Property(BookingSchema.Booking.status, "Cancelled")
        try await world.edit(.updateObject(ObjectReference(BookingSchema.bookings, booking), [status, slot]))
      }
      // The second contact's date has been booked again since.
      _ = try await world.redis.run(.set(keys[1], "99:Active"))
      try await wait(.seconds(50))
      #expect(await instance.create(world.request("again0")) == .refused(.duplicateBooking))
      #expect(try await job.run(pass: 1))
      #expect(await world.redis.inspect(keys[0]) == nil)
      #expect(await world.redis.inspect(keys[1]) == .string("99:Active"))
      #expect(await world.redis.inspect(keys[2]) == .string("\(bookings[2]):Active"))
      #expect(await instance.create(world.request("again0"))?.booking != nil)
      #expect(try await !job.run(pass: 2))
    }
  }

  @Test("does not overlook what the search index shows late")
  func indexLag() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      let job = instance.job("duplicate_reconciliation")
      let change = HubSpotCall.updateObject(
        ObjectReference(BookingSchema.bookings, booking),
        [Property(BookingSchema.Booking.status, "Cancelled")]
      )
      try await world.edit(change)
      // Two seconds early for the index.
      #expect(try await !job.run(pass: 0))
      try await wait(.seconds(300))
      #expect(try await job.run(pass: 1))
      #expect(await world.redis.inspect("booking:\(world.contacts[0]):2025-11-03") == nil)
    }
  }
}

@Suite("More cancelled bookings than one search shows")
struct DeepReconciliationTests {
  @Test("are all looked at, half by half")
  func depth() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      let count = 10_450
      let contact = world.contacts[0]
      // As an import leaves them that cancels a year's bookings in the CRM, over a minute.
      var remembered: [(key: String, value: String)] = []
      while remembered.count < count {
        let names = BookingSchema.Booking.self
        let inputs = (0..<95).map { number in
          ObjectInput(
            BookingSchema.bookings,
            properties: [
              Property(names.contact, contact.description), Property(names.status, "Cancelled"),
              Property(names.examDate, "2030-\(remembered.count + number)"),
            ]
          )
        }
        let request = HubSpotRequest(
          .createBatch(BookingSchema.bookings, inputs),
          label: CallLabel("import"),
          origin: .job("import", pass: 0)
        )
        guard case .batch(let reply) = try await world.hubSpot.send(request).body else {
          Issue.record("the import was refused")
          return
        }
        for (input, booking) in zip(inputs, reply.objects) {
          remembered.append(("booking:\(contact):\(input.properties[2].value)", "\(booking.id):Active"))
        }
      }
      #expect(remembered.count == count)
      let all = remembered
      try await world.redis.run(
        StoreScript("remember") { (store) throws(StoreError) in
          for (key, value) in all { try store.set(key, value, onlyIfAbsent: false, expiry: nil) }
        }
      )
      try await wait(.seconds(5))
      #expect(try await instance.job("duplicate_reconciliation").run(pass: 0))
      #expect(await world.redis.inspectKeys(withPrefix: "booking:").isEmpty)
    }
  }
}

extension BookingWorld {
  func browse(_ instance: Instance, contact: Int = 0) async throws -> BrowseOutcome {
    try await instance.service.answer(
      BrowseRequest(contact: contacts[contact], exam: exams[0], examDate: seeds[0].date),
      from: .visitor(0, request: 0)
    )
  }

  func timeToLive(_ key: String) async -> Duration? {
    do {
      return try await redis.run(StoreScript("look") { (store) throws(StoreError) in try store.timeToLive(key) })
    } catch {
      return nil
    }
  }
}
