import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import Ports
import SimulatedRedis
import Testing

@Suite("A request that is refused")
struct RefusalTests {
  static let designs = SweptDesigns.all

  @Test("is told EXAM_FULL when every seat is sold", arguments: designs)
  func examFull(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2, exams: [ExamSeed(capacity: 1)])
      let instance = world.instance(.test(design))
      #expect(await instance.create(world.request("k1"))?.booking != nil)
      #expect(await instance.create(world.request("k2", contact: 1)) == .refused(.examFull))
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
      #expect(await world.activeBookings(of: world.contacts[1]).isEmpty)
    }
  }

  @Test("is told EXAM_FULL by HubSpot's own counter when the store knows nothing", arguments: designs)
  func examFullFromTheStart(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 4, totalBookings: 4)])
      let instance = world.instance(.test(design))
      #expect(await instance.create(world.request("k1")) == .refused(.examFull))
      #expect(await world.unfinished().isEmpty)
    }
  }

  @Test("is told DUPLICATE_BOOKING on a date with an active booking, whatever the exam", arguments: designs)
  func duplicate(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(), ExamSeed(type: "mini")])
      let (first, second) = (world.instance(.test(design)), world.instance(.test(design), 1))
      #expect(await first.create(world.request("k1"))?.booking != nil)
      // At once, when HubSpot's search does not see the booking yet, and later.
      #expect(await second.create(world.request("k2", exam: 1)) == .refused(.duplicateBooking))
      try await wait(.seconds(60))
      #expect(await first.create(world.request("k3", exam: 1)) == .refused(.duplicateBooking))
      try await world.settle(first)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is told DUPLICATE_BOOKING also when the store has forgotten the answer to the other key", arguments: designs)
  func oldDuplicate(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(design))
      _ = await instance.create(world.request("k1"))
      try await world.settle(instance)
      // Longer than answers are kept; the store may lose the rest.
      try await wait(.seconds(25 * 3600))
      _ = try await world.redis.run(.delete("booking:\(world.contacts[0]):2025-11-03"))
      #expect(await instance.create(world.request("k2")) == .refused(.duplicateBooking))
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is told NO_CREDITS without a credit of the exam's type", arguments: designs)
  func noCredits(_ design: String) throws {
    try simulate {
      let dates = ["2025-11-03", "2025-11-04", "2025-11-05", "2025-11-06"]
      let world = try await BookingWorld.open(exams: dates.map { ExamSeed(date: $0) })
      let instance = world.instance(.test(design))
      for exam in 0..<3 { #expect(await instance.create(world.request("k\(exam)", exam: exam))?.booking != nil) }
      #expect(await instance.create(world.request("k3", exam: 3)) == .refused(.noCredits))
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
      #expect(await world.credits(of: world.contacts[0]) == 0)
    }
  }

  @Test("is told which of exam and contact does not exist", arguments: designs)
  func notFound(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(), ExamSeed(date: "2025-11-04", status: "Cancelled")])
      let instance = world.instance(.test(design))
      var request = world.request("k1")
      request.exam = ObjectID(77)
      #expect(await instance.create(request) == .refused(.examNotFound))
      request = world.request("k2")
      request.contact = ObjectID(77)
      #expect(await instance.create(request) == .refused(.contactNotFound))
      #expect(await instance.create(world.request("k3", exam: 1)) == .refused(.examInactive))
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is told BOOKING_NOT_FOUND for a booking that is not the contact's, or not active", arguments: designs)
  func bookingNotFound(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2)
      let instance = world.instance(.test(design))
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      func cancel(_ key: String, _ contact: Int, _ booking: ObjectID) async -> CancellationOutcome? {
        await instance.cancel(CancellationRequest(key: .test(key), contact: world.contacts[contact], booking: booking))
      }
      #expect(await cancel("c1", 0, ObjectID(77)) == .refused(.bookingNotFound))
      #expect(await cancel("c2", 1, booking) == .refused(.bookingNotFound))
      #expect(await cancel("k1", 0, booking) == .refused(.bookingNotFound))
      #expect(await cancel("c3", 0, booking) == .cancelled)
      #expect(await cancel("c4", 0, booking) == .refused(.bookingNotFound))
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("gets EXAM_FULL only when every seat is sold; a held one gives BUSY", arguments: SweptDesigns.predictable)
  func heldSeat(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2, exams: [ExamSeed(capacity: 1)])
      let (first, second) = (world.instance(.test(design)), world.instance(.test(design), 1))
      first.ports.strike(Labels.bookingCreate, .deathAfter)
      #expect(await first.create(world.request("k1")) == nil)
      // The lock of the dead holder runs out after 30 s; the seat stays held until the recovery.
      try await wait(.seconds(31))
      #expect(await second.create(world.request("k2", contact: 1)) == .failed(.busy))
      try await world.settle(second)
      #expect(try await Visitor(second).book(world.request("k2", contact: 1)).last??.booking != nil)
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }
}
