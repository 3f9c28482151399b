import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import Testing
import VirtualTime

@Suite("What look-ups are remembered")
struct CacheTests {
  static let parts = ["instance", "shared"]

  /// A contact with one booking, and an instance of a design whose ledgers ask HubSpot.
  private struct Shop {
    let world: BookingWorld
    let instances: [Instance]
    var contact: ObjectID { world.contacts[0] }

    static func open(
      _ part: String,
      instances: Int = 1,
      settings: CoreSettings = CoreSettings(),
      exams: [ExamSeed] = [ExamSeed(), ExamSeed(date: "2025-11-04")]
    ) async throws -> Shop {
      let world = try await BookingWorld.open(contacts: 2, exams: exams, settings: settings)
      let design = Design.test("baseline+lists=batched+cache=" + part)
      return Shop(world: world, instances: (0..<instances).map { world.instance(design, $0) })
    }

    func ask<Request: EndpointRequest>(_ request: Request, of instance: Int = 0) async throws -> Request.Reply {
      try await instances[instance].service.answer(request, from: .visitor(0, request: 0))
    }

    /// How many calls `body` makes at an instance.
    func calls(of instance: Int = 0, _ body: () async throws -> Void) async throws -> Int {
      let before = instances[instance].ports.journal.count
      try await body()
      return instances[instance].ports.journal.count - before
    }

    func list(of instance: Int = 0) async throws -> [ObjectID] {
      let request = BookingListRequest(contact: .id(contact))
      guard case .listed(let page) = try await ask(request, of: instance) else { throw Problem() }
      return page.bookings.map(\.id)
    }

    func clinicalCredits(of instance: Int = 0) async throws -> Int? {
      let request = CreditCheckRequest(contact: .id(contact), creditType: "clinical")
      guard case .told(let credits) = try await ask(request, of: instance) else { throw Problem() }
      return credits["clinical"]
    }

    struct Problem: Error {}
  }

  @Test("cost no call the second time: exams, credits, lists and bookings", arguments: parts)
  func warm(_ part: String) throws {
    try simulate {
      let shop = try await Shop.open(part)
      let booking = try #require(await shop.instances[0].create(shop.world.request("k1"))?.booking)
      let detail = BookingDetailRequest(contact: shop.contact, booking: booking)
      let list = BookingListRequest(contact: .id(shop.contact), withCredits: true)
      let exams = ExamAvailabilityRequest(type: "clinical")
      let cold = try await shop.calls {
        _ = try await shop.ask(list)
        _ = try await shop.ask(exams)
      }
      #expect(cold == 3 + 1 + 1)
      let warm = try await shop.calls {
        _ = try await shop.ask(list)
        _ = try await shop.ask(exams)
        #expect(try await shop.clinicalCredits() == BookingAccount.creditsPerType - 1)
        guard case .found(let found) = try await shop.ask(detail) else { throw Shop.Problem() }
        #expect(found.id == booking)
        #expect(found.capacity == 10)
      }
      // The booking itself was remembered when it was written.
      #expect(warm == 0)
    }
  }

  @Test("are believed for their lifetime, from when they were asked for, and no longer", arguments: parts)
  func lifetime(_ part: String) throws {
    try simulate {
      let shop = try await Shop.open(part)
      let exams = ExamAvailabilityRequest(type: "clinical")
      _ = try await shop.ask(exams)
      // Read at 250 ms; the store takes a millisecond for each of its commands.
      try await VirtualClock().sleep(until: .start.advanced(by: .milliseconds(179_900)))
      #expect(try await shop.calls { _ = try await shop.ask(exams) } == 0)
      try await VirtualClock().sleep(until: .start.advanced(by: .milliseconds(180_010)))
      #expect(try await shop.calls { _ = try await shop.ask(exams) } == 1)
    }
  }

  @Test(
    "are forgotten however long they have been remembered, and whatever else was remembered since",
    arguments: parts
  )
  func longRemembered(_ part: String) throws {
    try simulate {
      let shop = try await Shop.open(part)
      #expect(try await shop.clinicalCredits() == BookingAccount.creditsPerType)
      #expect(try await shop.list() == [])
      // Lists are remembered for two minutes, credits for thirty.
      try await wait(.seconds(130))
      #expect(await shop.instances[0].create(shop.world.request("k1"))?.booking != nil)
      #expect(try await shop.clinicalCredits() == BookingAccount.creditsPerType - 1)
    }
  }

  @Test("are not waited for when they will be too old to be believed", arguments: parts)
  func slowReading(_ part: String) throws {
    try simulate {
      let shop = try await Shop.open(part)
      let exams = ExamAvailabilityRequest(type: "clinical")
      shop.instances[0].ports.strikeHubSpot(1, .delay(.seconds(200)))
      async let slow = shop.ask(exams)
      try await wait(.seconds(179))
      async let joined = shop.ask(exams)
      try await wait(.seconds(2))
      #expect(shop.instances[0].ports.journal.count == 1)
      _ = try await shop.ask(exams)
      #expect(shop.instances[0].ports.journal.count == 2)
      _ = try await (slow, joined)
    }
  }

  @Test("are read no further when nobody waits for them any more, and go on when somebody does", arguments: parts)
  func givenUp(_ part: String) throws {
    for joins in [false, true] {
      try simulate {
        let world = try await BookingWorld.open(exams: (3...8).map { ExamSeed(date: "2025-11-0\($0)") })
        let instance = world.instance(.test("baseline+cache=" + part))
        let request = BookingListRequest(contact: .id(world.contacts[0]))
        for exam in 0..<2 { #expect(await instance.create(world.request("k\(exam)", exam: exam))?.booking != nil) }
        let before = instance.ports.journal.count
        let first = Task { try await instance.service.answer(request, from: .visitor(0, request: 0)) }
        try await wait(.milliseconds(600))
        let second = joins ? Task { try await instance.service.answer(request, from: .visitor(1, request: 0)) } : nil
        try await wait(.milliseconds(50))
        first.cancel()
        try await wait(.seconds(10))
        // The bookings' ids, themselves, and for each of the two its exam in two calls.
        let sent = instance.ports.journal.count - before
        #expect(joins ? sent == 6 : sent < 6)
        if let second { #expect(try await second.value.verdict.code == "LISTED") }
      }
    }
  }

  @Test("are forgotten when the instance itself books or cancels", arguments: parts)
  func ownWrites(_ part: String) throws {
    try simulate {
      let shop = try await Shop.open(part)
      let full = BookingAccount.creditsPerType
      #expect(try await shop.list() == [])
      #expect(try await shop.clinicalCredits() == full)
      let booking = try #require(await shop.instances[0].create(shop.world.request("k1"))?.booking)
      #expect(try await shop.list() == [booking])
      #expect(try await shop.clinicalCredits() == full - 1)
      let cancel = CancellationRequest(key: .test("c1"), contact: shop.contact, booking: booking)
      #expect(await shop.instances[0].cancel(cancel) == .cancelled)
      #expect(try await shop.clinicalCredits() == full)
      let detail = BookingDetailRequest(contact: shop.contact, booking: booking)
      guard case .found(let found) = try await shop.ask(detail) else { throw Shop.Problem() }
      #expect(!found.isActive)
    }
  }

  @Test(
    "of another instance are known in the store, and are stale in an instance's own memory",
    arguments: zip(parts, [0, 1])
  )
  func acrossInstances(_ part: String, _ shown: Int) throws {
    try simulate {
      let shop = try await Shop.open(part, instances: 2)
      #expect(try await shop.list(of: 1) == [])
      #expect(await shop.instances[0].create(shop.world.request("k1"))?.booking != nil)
      #expect(try await shop.list(of: 1).count == shown)
      // After its lifetime every instance knows.
      try await wait(.seconds(120))
      #expect(try await shop.list(of: 1).count == 1)
    }
  }

  @Test("are asked of HubSpot once when many ask at once, and a failure is remembered by nobody", arguments: parts)
  func singleFlight(_ part: String) throws {
    try simulate {
      let shop = try await Shop.open(part)
      let exams = ExamAvailabilityRequest(type: "clinical")
      shop.instances[0].ports.strike(Labels.examSearch, .answer(500))
      guard case .failed = try await shop.ask(exams) else { throw Shop.Problem() }
      shop.instances[0].ports.heal()
      let calls = try await shop.calls {
        try await withThrowingTaskGroup { group in
          for _ in 0..<20 { group.addTask { _ = try await shop.ask(exams) } }
          try await group.waitForAll()
        }
      }
      #expect(calls == 1)
    }
  }

  @Test("make room for others when there are too many, the one asked for longest ago first", arguments: parts)
  func evicted(_ part: String) throws {
    try simulate {
      var settings = CoreSettings()
      settings.cache.entries = 2
      let shop = try await Shop.open(part, settings: settings)
      func look(_ type: String) async throws -> Int {
        try await wait(.milliseconds(10))
        return try await shop.calls { _ = try await shop.ask(ExamAvailabilityRequest(type: type)) }
      }
      #expect(try await look("clinical") == 1)
      #expect(try await look("mini") == 1)
      #expect(try await look("clinical") == 0)
      #expect(try await look("situational") == 1)
      #expect(try await look("clinical") == 0)
      #expect(try await look("mini") == 1)
      guard case .found(let told) = try await shop.ask(CacheStatisticsRequest()) else { throw Shop.Problem() }
      #expect(told.keys == ["exams": 2])
      #expect(told.hits == ["exams": 2])
      #expect(told.evictions == 2)
      #expect(told.limit == 2)
    }
  }

  @Test("that are being read when they change are not kept", arguments: parts)
  func readWhileChanging(_ part: String) throws {
    try simulate {
      let shop = try await Shop.open(part)
      async let reading = shop.list()
      // Within the first call of the list.
      try await wait(.milliseconds(50))
      #expect(await shop.instances[0].create(shop.world.request("k1"))?.booking != nil)
      _ = try await reading
      #expect(try await shop.list().count == 1)
    }
  }

  @Test("of somebody else are not shown to whoever knows a booking's id", arguments: parts)
  func foreign(_ part: String) throws {
    try simulate {
      let shop = try await Shop.open(part)
      let booking = try #require(await shop.instances[0].create(shop.world.request("k1"))?.booking)
      let foreign = BookingDetailRequest(contact: shop.world.contacts[1], booking: booking)
      #expect(try await shop.ask(foreign) == .refused(.bookingNotFound))
    }
  }

  @Test("are compared with HubSpot now and then: what differs is told and forgotten", arguments: parts)
  func check(_ part: String) throws {
    try simulate {
      var settings = CoreSettings()
      settings.cache.bookings = .seconds(7_200)
      let shop = try await Shop.open(part, settings: settings)
      let booking = try #require(await shop.instances[0].create(shop.world.request("k1"))?.booking)
      let check = shop.instances[0].job("cache_check")
      #expect(try await check.run(pass: 0) == false)
      #expect(shop.world.alerts == [])
      try await shop.world.hubSpot.edit(
        ObjectReference(BookingSchema.bookings, booking),
        [Property(BookingSchema.Booking.status, "Cancelled")]
      )
      #expect(try await check.run(pass: 1) == false)
      #expect(shop.world.alerts.map(\.name) == ["cache_inconsistency"])
      let detail = BookingDetailRequest(contact: shop.contact, booking: booking)
      guard case .found(let found) = try await shop.ask(detail) else { throw Shop.Problem() }
      #expect(!found.isActive)
    }
  }

  @Test("are read ahead: the first visitor's list of exams costs no call", arguments: parts)
  func warming(_ part: String) throws {
    try simulate {
      let shop = try await Shop.open(part)
      #expect(try await shop.instances[0].job("cache_warming").run(pass: 0) == false)
      #expect(shop.instances[0].ports.journal.count == 3)
      #expect(try await shop.calls { _ = try await shop.ask(ExamAvailabilityRequest(type: "mini")) } == 0)
    }
  }

  @Test("need no job and no store where nothing is remembered")
  func none() throws {
    try simulate {
      let shop = try await Shop.open("none")
      #expect(shop.instances[0].core.jobs.allSatisfy { !$0.name.hasPrefix("cache") })
      _ = try await shop.list()
      #expect(shop.world.storeEvents.events.isEmpty)
      guard case .found(let told) = try await shop.ask(CacheStatisticsRequest()) else { throw Shop.Problem() }
      #expect(told == ToldCacheStatistics())
    }
  }
}
