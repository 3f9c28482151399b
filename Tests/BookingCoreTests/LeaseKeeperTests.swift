import BookingAPI
import BookingCore
import Composition
import Faults
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

@Suite("What a request or a job holds")
struct LeaseKeeperTests {
  private static let designs = SweptDesigns.predictable

  @Test("is renewed while a call is on its way, however long", arguments: designs)
  func longCall(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)], settings: Self.patient)
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      // 330 seconds, four times the claim and eleven times the lock of an exam.
      first.ports.strike(Labels.bookingCreate, .delay(.seconds(330)))
      async let answer = first.create(world.request("k1"))
      try await wait(.seconds(200))
      first.ports.heal()
      #expect(await second.create(world.request("k1")) == .failed(.busy))
      _ = try await second.job("recovery").run(pass: 0)
      #expect(!world.events.events.contains(.recovered(.bookingUndone)))
      let booking = try #require(await answer?.booking)
      #expect(await second.create(world.request("k1")) == .confirmed(booking: booking))
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }

  /// Of requests that wait as long as it takes.
  private static var patient: CoreSettings {
    var settings = CoreSettings()
    settings.requestDeadline = .seconds(1_000)
    settings.client.coalescing.entryLifetime = .seconds(1_000)
    return settings
  }

  @Test(
    "is renewed while a call waits for its retries, however long",
    arguments: designs.filter { Design.test($0)[Layers.retry].name == "fixed-delays" }
  )
  func longRetries(_ design: String) throws {
    try simulate {
      var settings = Self.patient
      settings.retryDelays = [.seconds(40), .seconds(90), .seconds(200)]
      let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)], settings: settings)
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      // The create is refused thrice: 330 seconds, four times the claim and eleven times the lock of an exam.
      first.ports.strike(Labels.bookingCreate, .answer(429))
      async let answer = first.create(world.request("k1"))
      try await wait(.seconds(200))
      first.ports.heal()
      #expect(await second.create(world.request("k1")) == .failed(.busy))
      _ = try await second.job("recovery").run(pass: 0)
      #expect(!world.events.events.contains(.recovered(.bookingUndone)))
      let booking = try #require(await answer?.booking)
      #expect(await second.create(world.request("k1")) == .confirmed(booking: booking))
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("by a worker stays its own while its batch waits for its retries")
  func longBatch() throws {
    try simulate {
      var settings = CoreSettings()
      settings.retryDelays = [.seconds(50), .seconds(100)]
      let world = try await BookingWorld.open(settings: settings)
      let (first, second) = (world.instance(.phase2, 0), world.instance(.phase2, 1))
      _ = await first.create(world.request("k1"))
      first.ports.strikeHubSpot(1, .answer(429))
      first.ports.strikeHubSpot(2, .answer(429))
      async let pass = first.job("notes").run(pass: 0)
      try await wait(.seconds(140))
      #expect(try await !second.job("notes").run(pass: 0))
      #expect(try await pass)
      #expect(!second.ports.journal.contains("note_batch"))
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("by the recovery is renewed while it undoes, so that no visitor gets between", arguments: designs)
  func recovery(_ design: String) throws {
    try simulate {
      var settings = CoreSettings()
      settings.requestLease = .seconds(6)
      settings.recoveryGrace = .seconds(1)
      let world = try await BookingWorld.open(settings: settings)
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      first.ports.strike(SweptDesigns.lastWrite(of: design), .lostReply)
      #expect(await first.create(world.request("k1")) == .failed(.timeout))
      first.ports.heal()
      try await wait(.seconds(10))
      // The first of the undoing's calls take 8 seconds each: longer than the claim.
      for call in 1...3 { first.ports.strikeHubSpot(call, .delay(.seconds(8))) }
      async let pass = first.job("recovery").run(pass: 0)
      for _ in 0..<3 {
        try await wait(.seconds(5))
        #expect(await second.create(world.request("k1")) == .failed(.busy))
      }
      #expect(try await pass)
      #expect(await world.activeBookings(of: world.contacts[0]).isEmpty)
      #expect(await second.create(world.request("k1"))?.booking != nil)
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is not renewed by a holder that has died: it ends when its duration has passed")
  func deadHolder() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let fence = Fence()
      let context = world.context(fence: fence)
      let job = JobLease("work", context)
      #expect(try await job.acquire())
      await #expect(throws: Interruption.instanceGone) {
        try await LeaseKeeper.during(context, shortest: .seconds(60)) { (keeper) async throws(Interruption) in
          await keeper.keep(job.lease)
          try await context.sleep(for: .seconds(50))
          fence.close()
          try await context.sleep(for: .seconds(50))
        }
      }
      // Renewed at 20 and 40 seconds, and the instance has been dead since 50.
      let next = JobLease("work", world.context(FaultScript(), 1))
      try await wait(.milliseconds(99_990 - now))
      #expect(try await !next.acquire())
      try await wait(.milliseconds(20))
      #expect(try await next.acquire())
    }
  }
}

@Suite("A half-undone booking")
struct HalfUndoneBookingTests {
  @Test(
    "is undone to its end by the visitor who returns, and only then booked anew",
    arguments: SweptDesigns.predictable
  )
  func resumed(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)])
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      first.ports.strike(SweptDesigns.lastWrite(of: design), .lostReply)
      #expect(await first.create(world.request("k1")) == .failed(.timeout))
      first.ports.heal()
      let written = try #require(await world.activeBookings(of: world.contacts[0]).first)
      try await wait(.seconds(50))
      // The credit comes back, and then HubSpot refuses the rest.
      first.ports.strike(Labels.bookingArchive, .answer(429))
      #expect(try await first.job("recovery").run(pass: 0))
      #expect(await world.activeBookings(of: world.contacts[0]) == [written])
      let booking = try #require(await second.create(world.request("k1"))?.booking)
      #expect(booking != written)
      #expect(second.ports.journal.contains("booking_archive"))
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test(
    "is not looked for when HubSpot has refused its create: undoing it takes no call",
    arguments: SweptDesigns.predictable
  )
  func refusedCreate(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)])
      let instance = world.instance(.test(design))
      instance.ports.strike(Labels.bookingCreate, .answer(429))
      #expect(await instance.create(world.request("k1")) == .failed(.crmUnavailable))
      try await wait(.seconds(20))
      #expect(await instance.create(world.request("k1")) == .failed(.crmUnavailable))
      try await wait(.seconds(50))
      let calls = instance.ports.journal.count
      #expect(try await instance.job("recovery").run(pass: 0))
      #expect(instance.ports.journal.count == calls)
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test(
    "is looked for when a create may have had its effect before HubSpot refused",
    arguments: SweptDesigns.predictable
  )
  func uncertainCreate(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)])
      let instance = world.instance(.test(design))
      instance.ports.strikeFirst(Labels.bookingCreate, [.answerAfterEffect(502), .answer(429)])
      #expect(await instance.create(world.request("k1")) == .failed(.timeout))
      #expect(await world.activeBookings(of: world.contacts[0]).count == 1)
      try await wait(.seconds(50))
      #expect(try await instance.job("recovery").run(pass: 0))
      #expect(await world.activeBookings(of: world.contacts[0]).isEmpty)
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }
}

@Suite("The pace of the recovery")
struct RecoveryPaceTests {
  @Test("takes on all that there is in one pass while the quota lasts")
  func all() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 300, exams: [ExamSeed(capacity: 300)])
      let instance = world.instance(.phase2)
      instance.ports.strike(Labels.contactUpdate, .lostReply)
      await withDiscardingTaskGroup { group in
        for contact in 0..<300 {
          group.addTask { _ = await instance.create(world.request("k\(contact)", contact: contact)) }
        }
      }
      instance.ports.heal()
      try await wait(.seconds(60))
      #expect(try await instance.job("recovery").run(pass: 0))
      #expect(world.events.events.count { $0 == .recovered(.bookingUndone) } == 300)
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("ends a pass when HubSpot refuses: what is left waits for the next")
  func refused() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 40, exams: [ExamSeed(capacity: 40)])
      let instance = world.instance(.phase2)
      instance.ports.strike(Labels.contactUpdate, .lostReply)
      await withDiscardingTaskGroup { group in
        for contact in 0..<40 {
          group.addTask { _ = await instance.create(world.request("k\(contact)", contact: contact)) }
        }
      }
      instance.ports.heal()
      try await wait(.seconds(60))
      instance.ports.strike(Labels.contactRead, .answer(429))
      let calls = instance.ports.journal.count
      #expect(try await instance.job("recovery").run(pass: 0))
      #expect(instance.ports.journal.count - calls == 4)
      instance.ports.heal()
      try await world.settle(instance)
      #expect(world.events.events.count { $0 == .recovered(.bookingUndone) } == 40)
      #expect(await world.problems().isEmpty)
    }
  }
}

/// What the scenario rule `job-outlasts-batch` is for.
@Suite("A job's lease that is shorter than its batch")
struct ShortJobLeaseTests {
  @Test("doubles the notes that land after the next instance has looked; a longer one does not", arguments: [3, 60])
  func doubled(_ seconds: Int) throws {
    try simulate {
      var settings = CoreSettings()
      settings.jobLease = .seconds(seconds)
      let world = try await BookingWorld.open(settings: settings)
      let (first, second) = (world.instance(.phase2, 0), world.instance(.phase2, 1))
      _ = await first.create(world.request("k1"))
      first.ports.strike(Labels.noteBatch, .delay(.seconds(20)))
      async let pass: Void = {
        do { _ = try await first.job("notes").run(pass: 0) } catch { #expect(first.isDead) }
      }()
      try await wait(.seconds(1))
      first.fence.close()
      for number in 1...30 {
        try await wait(.seconds(5))
        _ = try await second.job("notes").run(pass: number)
      }
      await pass
      #expect(await world.hubSpot.auditedObjects(of: .notes).count == (seconds == 3 ? 2 : 1))
    }
  }
}
