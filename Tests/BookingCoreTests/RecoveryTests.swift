import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

@Suite("What a visitor has left half-way")
struct RecoveryTests {
  static let designs = SweptDesigns.predictable

  @Test("is left to the visitor for 45 seconds, and undone then", arguments: designs)
  func grace(_ design: String) throws {
    try simulate {
      var settings = CoreSettings()
      settings.client.coalescing.window = .milliseconds(1)
      settings.client.coalescing.widestWindow = .milliseconds(1)
      let world = try await BookingWorld.open(settings: settings)
      let instance = world.instance(.test(design))
      instance.ports.strike(Labels.bookingCreate, .lostReply)
      #expect(await instance.create(world.request("k1")) == .failed(.timeout))
      instance.ports.heal()
      #expect(await world.activeBookings(of: world.contacts[0]).count == 1)
      // Its last sign of life was the record that it is about to write, one call of 300 ms ago.
      let recovery = instance.job("recovery")
      try await wait(.milliseconds(44_500))
      #expect(try await !recovery.run(pass: 0))
      try await wait(.milliseconds(500))
      #expect(try await recovery.run(pass: 1))
      #expect(await world.activeBookings(of: world.contacts[0]).isEmpty)
      #expect(world.events.events.contains(.recovered(.bookingUndone)))
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is not taken from a visitor who is back", arguments: designs)
  func visitorIsBack(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      first.ports.strike(Labels.bookingCreate, .lostReply)
      _ = await first.create(world.request("k1"))
      try await wait(.seconds(60))
      async let answer = second.create(world.request("k1"))
      try await wait(.milliseconds(100))
      _ = try await first.job("recovery").run(pass: 0)
      #expect(await answer?.booking != nil)
      #expect(!world.events.events.contains(.recovered(.bookingUndone)))
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is not taken from a visitor who came and went while the pass was busy with others", arguments: designs)
  func visitorWasBack(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2, exams: [ExamSeed(), ExamSeed(date: "2025-11-04")])
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      first.ports.strike(SweptDesigns.lastWrite(of: design), .lostReply)
      for number in 0..<2 {
        #expect(await first.create(world.request("k\(number)", contact: number, exam: number)) == .failed(.timeout))
      }
      first.ports.heal()
      try await wait(.seconds(50))
      first.ports.strike(Labels.bookingArchive, .delay(.seconds(10)))
      second.ports.strike(SweptDesigns.firstCallOfReturn(of: design), .lostReply)
      async let recovery = first.job("recovery").run(pass: 0)
      try await wait(.seconds(1))
      #expect(await second.create(world.request("k1", contact: 1, exam: 1)) == .failed(.timeout))
      #expect(try await recovery)
      #expect(await world.activeBookings(of: world.contacts[0]).isEmpty)
      #expect(await world.activeBookings(of: world.contacts[1]).count == 1)
      second.ports.heal()
      first.ports.heal()
      #expect(await second.create(world.request("k1", contact: 1, exam: 1))?.booking != nil)
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is finished when it is a cancellation that has begun, and dropped when it has not", arguments: designs)
  func cancellation(_ design: String) throws {
    for (label, isFinished) in [(Labels.bookingRead, false), (Labels.bookingUpdate, true)] {
      try simulate {
        let world = try await BookingWorld.open()
        let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
        let booking = try #require(await first.create(world.request("k1"))?.booking)
        try await world.settle(first)
        first.ports.strike(label, .deathBefore)
        let request = CancellationRequest(key: .test("c1"), contact: world.contacts[0], booking: booking)
        #expect(await first.cancel(request) == nil)
        try await world.settle(second)
        #expect(await world.activeBookings(of: world.contacts[0]) == (isFinished ? [] : [booking]))
        #expect(await world.problems().isEmpty)
        // The visitor who asks after all gets the same end.
        #expect(await second.cancel(request) == .cancelled)
        try await world.settle(second)
        #expect(await world.problems().isEmpty)
      }
    }
  }

  @Test("keeps the contact's other requests waiting, and those only", arguments: designs)
  func otherKeys(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2, exams: [ExamSeed(), ExamSeed(date: "2025-11-04")])
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      first.ports.strike(Labels.bookingCreate, .lostReply)
      _ = await first.create(world.request("k1"))
      #expect(await second.create(world.request("k2", exam: 1)) == .failed(.busy))
      // The same key for something else is another request, too.
      let cancellation = CancellationRequest(key: .test("k1"), contact: world.contacts[0], booking: ObjectID(77))
      #expect(await second.cancel(cancellation) == .failed(.busy))
      #expect(await second.create(world.request("k3", contact: 1))?.booking != nil)
      #expect(await second.create(world.request("k1"))?.booking != nil)
      #expect(await second.create(world.request("k2", exam: 1))?.booking != nil)
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is worked on by the jobs at their intervals")
  func intervals() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase2)
      let task = Task { await instance.core.runJobs() }
      try await wait(.milliseconds(300_500))
      task.cancel()
      await task.value
      var passes: [String: Int] = [:]
      for case .jobPass(let job, _, _, let changedSomething) in world.events.events {
        passes[job, default: 0] += 1
        #expect(!changedSomething)
      }
      #expect(
        passes == [
          "associations": 60, "notes": 30, "recovery": 20, "counter_sync": 5, "reconciliation": 1,
          "duplicate_reconciliation": 1,
        ]
      )
    }
  }
}

@Suite("A key whose answer the store has lost")
struct LostAnswerTests {
  @Test(
    "is found by its booking where HubSpot is asked, and refused as a duplicate where it is not",
    arguments: [
      ("baseline", true), ("phase1", true), ("phase2", false),
    ]
  )
  func lostAnswer(_ design: String, _ isFound: Bool) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(design))
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      try await world.settle(instance)
      _ = try await world.redis.run(.delete("answer:\(world.contacts[0]):k1"))
      let answer = await instance.create(world.request("k1"))
      #expect(answer == (isFound ? .confirmed(booking: booking) : .refused(.duplicateBooking)))
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("or whose page shows a wrong date books on the exam's own date", arguments: SweptDesigns.all)
  func wrongDate(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(design))
      var request = world.request("k1")
      request.examDate = "2030-01-01"
      #expect(await instance.create(request)?.booking != nil)
      #expect(await instance.create(world.request("k2")) == .refused(.duplicateBooking))
      request.key = .test("k3")
      #expect(await instance.create(request) == .refused(.duplicateBooking))
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }
}
