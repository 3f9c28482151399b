import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import Ports
import SimulatedRedis
import Testing

@Suite("A booking when nothing goes wrong")
struct HappyPathTests {
  @Test("costs baseline eleven calls in the documented order and 3,200 ms of them")
  func baseline() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.baseline)
      let outcome = await instance.create(world.request("k1"))
      #expect(outcome?.booking != nil)
      // 3,200 ms of calls, and 15 store commands of 1 ms.
      #expect(now == 3_215)
      #expect(
        instance.ports.journal == [
          "idempotency_search", "duplicate_search", "exam_read", "enrolment_search", "contact_read", "booking_create",
          "contact_association", "exam_association", "exam_update", "contact_update", "note_create",
        ]
      )
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("costs phase 1 nine calls, four of them at once")
  func phase1() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      _ = await instance.create(world.request("k1"))
      #expect(now == 1_911)
      #expect(
        instance.ports.journal.prefix(4).sorted() == [
          "contact_read", "duplicate_search", "exam_read", "idempotency_search",
        ]
      )
      #expect(
        instance.ports.journal.dropFirst(4) == [
          "booking_create", "contact_association", "exam_association", "contact_update", "note_create",
        ]
      )
      #expect(await world.redis.inspect("exams:changed") == .set([world.exams[0].description]))
      #expect(try await instance.job("counter_sync").run(pass: 0))
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("costs phase 2 five calls before the answer, and two batches and a note batch after it")
  func phase2() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase2)
      _ = await instance.create(world.request("k1"))
      #expect(now == 910)
      #expect(
        instance.ports.journal.prefix(3).sorted() == ["contact_read", "duplicate_search", "exam_read"]
      )
      #expect(instance.ports.journal.dropFirst(3) == ["booking_create", "contact_update"])
      for job in instance.core.jobs { _ = try await job.run(pass: 0) }
      #expect(
        instance.ports.journal.dropFirst(5).sorted() == [
          "cancelled_search", "contact_association_batch", "counter_sync", "exam_association_batch", "note_batch",
        ]
      )
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("answers the same key again with the same booking, without any call", arguments: SweptDesigns.all)
  func repeated(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let (first, second) = (world.instance(.test(design)), world.instance(.test(design), 1))
      let outcome = await first.create(world.request("k1"))
      #expect(await second.create(world.request("k1")) == outcome)
      #expect(second.ports.journal.isEmpty)
      try await world.settle(first)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is another booking when another contact sends the same key", arguments: SweptDesigns.all)
  func keyOfAnother(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2)
      let instance = world.instance(.test(design))
      let first = try #require(await instance.create(world.request("k1"))?.booking)
      // Later than the search index lags.
      try await wait(.seconds(3))
      let second = try #require(await instance.create(world.request("k1", contact: 1))?.booking)
      #expect(first != second)
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test(
    "is cancelled with seven, five and four calls",
    arguments: [
      ("baseline", ["exam_read", "exam_update"], ["note_create"]), ("phase1", [], ["note_create"]), ("phase2", [], []),
    ]
  )
  func cancelled(_ design: String, _ seats: [String], _ notes: [String]) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(design))
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      let calls = instance.ports.journal.count
      let cancellation = CancellationRequest(key: .test("c1"), contact: world.contacts[0], booking: booking)
      #expect(await instance.cancel(cancellation) == .cancelled)
      #expect(
        Array(instance.ports.journal.dropFirst(calls))
          == ["booking_read", "booking_update"] + seats + ["contact_read", "contact_update"] + notes
      )
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("can be cancelled, and its date booked again at once", arguments: SweptDesigns.all)
  func cancelledAndRebooked(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)])
      let instance = world.instance(.test(design))
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      let cancellation = CancellationRequest(key: .test("c1"), contact: world.contacts[0], booking: booking)
      #expect(await instance.cancel(cancellation) == .cancelled)
      #expect(await instance.cancel(cancellation) == .cancelled)
      let second = try #require(await instance.create(world.request("k2"))?.booking)
      #expect(second != booking)
      #expect(await world.activeBookings(of: world.contacts[0]) == [second])
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }
}

extension Design {
  static func test(_ name: String) -> Design {
    do { return try DesignRegistry.design(name) } catch { preconditionFailure("\(error)") }
  }
}
