import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

/// What people do in HubSpot while requests are half-way.
@Suite("A change made by hand in HubSpot")
struct PortalChangeTests {
  static let designs = SweptDesigns.all

  @Test("that closes the exam of a half-written booking leaves no booking behind", arguments: designs)
  func examClosed(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(design))
      instance.ports.strike(Labels.bookingCreate, .lostReply)
      #expect(await instance.create(world.request("k1")) == .failed(.timeout))
      instance.ports.heal()
      let exam = ObjectReference(BookingSchema.exams, world.exams[0])
      try await world.edit(.updateObject(exam, [Property(BookingSchema.Exam.status, "Cancelled")]))
      let answer = try await Visitor(instance).book(world.request("k1")).last ?? nil
      try await world.settle(instance)
      #expect(await world.activeBookings(of: world.contacts[0]) == [answer?.booking].compactMap(\.self))
      // The audit counts from a portal that nobody changes by hand: for it the exam was open.
      let problems = await world.problems()
      #expect(problems.allSatisfy { $0.hasPrefix("unlawful_refusal: ") && $0.contains("EXAM_INACTIVE") }, "\(problems)")
    }
  }

  @Test("that archives the booking under a cancellation does not stop the cancellation", arguments: designs)
  func bookingArchived(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(design))
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      try await world.settle(instance)
      instance.ports.strike(Labels.bookingUpdate, .lostRequest)
      let request = CancellationRequest(key: .test("c1"), contact: world.contacts[0], booking: booking)
      #expect(await instance.cancel(request) == .failed(.timeout))
      instance.ports.heal()
      try await world.edit(.archiveObject(ObjectReference(BookingSchema.bookings, booking)))
      #expect(await instance.cancel(request) == .cancelled)
      try await world.settle(instance)
      #expect(await world.credits(of: world.contacts[0]) == BookingAccount.creditsPerType)
      #expect(await world.unfinished().isEmpty)
    }
  }

  @Test("that removes the exam does not keep a cancellation from returning the credit", arguments: designs)
  func examArchived(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(design))
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      try await world.settle(instance)
      try await world.edit(.archiveObject(ObjectReference(BookingSchema.exams, world.exams[0])))
      let request = CancellationRequest(key: .test("c1"), contact: world.contacts[0], booking: booking)
      #expect(await instance.cancel(request) == .cancelled)
      try await world.settle(instance)
      #expect(await world.credits(of: world.contacts[0]) == BookingAccount.creditsPerType)
      #expect(await world.unfinished().isEmpty)
    }
  }

  @Test("that cancels a booking and leaves its slot lets the contact book again in the end", arguments: designs)
  func slotLeft(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(design))
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      try await world.settle(instance)
      let reference = ObjectReference(BookingSchema.bookings, booking)
      try await world.edit(.updateObject(reference, [Property(BookingSchema.Booking.status, "Cancelled")]))
      try await wait(.seconds(3))
      for job in instance.core.jobs { _ = try await job.run(pass: 100) }
      let second = try await Visitor(instance).book(world.request("k2")).last??.booking
      #expect(second != nil)
      #expect(await world.activeBookings(of: world.contacts[0]) == [second].compactMap(\.self))
    }
  }
}

extension BookingWorld {
  /// A change by hand.
  func edit(_ call: HubSpotCall) async throws {
    let request = HubSpotRequest(call, label: CallLabel("by_hand"), origin: .job("by hand", pass: 0))
    let response = try await hubSpot.send(request)
    guard response.isSuccess else { throw EditRefused(status: response.status) }
  }

  struct EditRefused: Error { let status: Int }
}
