import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import Testing

@Suite("The queue of booking requests")
struct RequestQueueTests {
  private static let designs = ["phase2+admission=queue", "phase2-queued"]

  private static func place(_ outcome: BookingOutcome) throws -> QueuePlace {
    guard case .accepted(let place) = outcome else { throw Unqueued(outcome: outcome) }
    return place
  }

  private struct Unqueued: Error { let outcome: BookingOutcome }

  private static func ask(_ instance: Instance, _ request: BookingRequest) async throws -> BookingOutcome {
    try await instance.service.answer(request, from: .visitor(0, request: 0))
  }

  private static func status(
    _ instance: Instance,
    _ request: RequestID,
    of contact: ObjectID? = nil
  ) async throws -> LookUpOutcome<QueueStatus> {
    try await instance.service.answer(
      QueueStatusRequest(contact: contact ?? request.contact, request: request),
      from: .visitor(0, request: 1)
    )
  }

  @Test("answers with a place, serves it, and tells of the booking", arguments: designs)
  func serves(_ design: String) throws {
    let (status, bookings, notices) = try simulate {
      let world = try await BookingWorld.open(contacts: 1)
      let instance = world.instance(.test(design))
      let place = try Self.place(try await Self.ask(instance, world.request("k1")))
      #expect(place.position == 1)
      #expect(try await Self.status(instance, place.request) == .found(.waiting(place)))
      #expect(try await instance.job("bookings").run(pass: 0))
      #expect(try await instance.job("notices").run(pass: 0))
      let bookings = await world.activeBookings(of: world.contacts[0])
      return (try await Self.status(instance, place.request), bookings, world.gateway.all)
    }
    #expect(bookings.count == 1)
    #expect(status == .found(.confirmed(booking: bookings[0])))
    #expect(notices.values.map(\.text) == ["CONFIRMED \(bookings[0])"])
    #expect(notices.values.map(\.deliveries) == [1])
  }

  @Test("gives the same key its place again, on whichever instance, and takes it in once", arguments: designs)
  func keepsPlaces(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 3)
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      _ = try await Self.ask(first, world.request("a", contact: 0))
      let place = try Self.place(try await Self.ask(first, world.request("b", contact: 1)))
      _ = try await Self.ask(first, world.request("c", contact: 2))
      #expect(place.position == 2)
      #expect(try Self.place(try await Self.ask(second, world.request("b", contact: 1))) == place)
      _ = try await second.job("bookings").run(pass: 0)
      for contact in world.contacts { #expect(await world.activeBookings(of: contact).count == 1) }
      // Who has the booking is told so by the form as well.
      let booked = await world.activeBookings(of: world.contacts[1])
      #expect(try await Self.ask(first, world.request("b", contact: 1)) == .confirmed(booking: booked[0]))
    }
  }

  @Test("says of an unknown request, and of one of another contact, that there is none", arguments: designs)
  func foreign(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2)
      let instance = world.instance(.test(design))
      let place = try Self.place(try await Self.ask(instance, world.request("k1")))
      let unknown = RequestID(contact: world.contacts[0], key: .test("k2"))
      #expect(try await Self.status(instance, unknown) == .refused(.requestNotFound))
      #expect(try await Self.status(instance, place.request, of: world.contacts[1]) == .refused(.requestNotFound))
      let withdrawal = QueueWithdrawalRequest(contact: world.contacts[1], request: place.request)
      #expect(
        try await instance.service.answer(withdrawal, from: .visitor(1, request: 0)) == .refused(.requestNotFound)
      )
      #expect(try await Self.status(instance, place.request) == .found(.waiting(place)))
    }
  }

  @Test("is not kept by a design without one: nothing waits there")
  func noQueue() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test("phase2"))
      let id = RequestID(contact: world.contacts[0], key: .test("k1"))
      #expect(try await Self.status(instance, id) == .refused(.requestNotFound))
    }
  }

  @Test("lets a visitor take a waiting request out, and not one that has been served", arguments: designs)
  func withdraws(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2)
      let instance = world.instance(.test(design))
      let (first, second) = (
        try Self.place(try await Self.ask(instance, world.request("a", contact: 0))).request,
        try Self.place(try await Self.ask(instance, world.request("b", contact: 1))).request
      )
      func withdraw(_ id: RequestID) async throws -> LookUpOutcome<WithdrawnRequest> {
        try await instance.service.answer(
          QueueWithdrawalRequest(contact: id.contact, request: id),
          from: .visitor(0, request: 2)
        )
      }
      #expect(try await withdraw(first) == .found(WithdrawnRequest(request: first)))
      #expect(try await Self.status(instance, first) == .found(.withdrawn))
      _ = try await instance.job("bookings").run(pass: 0)
      #expect(await world.activeBookings(of: world.contacts[0]).isEmpty)
      #expect(await world.activeBookings(of: world.contacts[1]).count == 1)
      #expect(try await withdraw(second) == .refused(.requestNotWaiting))
      // Said twice, it is as true.
      #expect(try await withdraw(first) == .found(WithdrawnRequest(request: first)))
      // The same form waits anew.
      #expect(try Self.place(try await Self.ask(instance, world.request("a", contact: 0))).position == 1)
    }
  }

  @Test("turns new requests away above its length, with a time to come back, and keeps those that wait")
  func backpressure() throws {
    try simulate {
      var settings = CoreSettings()
      settings.requestQueue.longest = 2
      let world = try await BookingWorld.open(contacts: 3, settings: settings)
      let instance = world.instance(.test("phase2+admission=queue"))
      for contact in 0..<2 { _ = try Self.place(try await Self.ask(instance, world.request("k", contact: contact))) }
      guard case .turnedAway(let after) = try await Self.ask(instance, world.request("k", contact: 2)) else {
        Issue.record("the third request was not turned away")
        return
      }
      #expect(after >= .seconds(1))
      #expect(try Self.place(try await Self.ask(instance, world.request("k", contact: 1))).position == 2)
      _ = try await instance.job("bookings").run(pass: 0)
      #expect(try Self.place(try await Self.ask(instance, world.request("k", contact: 2))).position == 1)
    }
  }

  @Test("is passed by above its length in the documents' way")
  func fallsBack() throws {
    try simulate {
      var settings = CoreSettings()
      settings.requestQueue.longest = 1
      let world = try await BookingWorld.open(contacts: 2, settings: settings)
      let instance = world.instance(.test("phase2+admission=queue-or-direct"))
      _ = try Self.place(try await Self.ask(instance, world.request("k", contact: 0)))
      let direct = try await Self.ask(instance, world.request("k", contact: 1))
      #expect(direct.booking != nil)
      #expect(await world.activeBookings(of: world.contacts[0]).isEmpty)
    }
  }

  @Test("begins no more than the documents' ten in a second, over all instances")
  func pace() throws {
    let begun = try simulate {
      let world = try await BookingWorld.open(contacts: 35, exams: [ExamSeed(capacity: 40)])
      let instances = [
        world.instance(.test("phase2+admission=queue"), 0), world.instance(.test("phase2+admission=queue"), 1),
      ]
      for contact in 0..<35 { _ = try await Self.ask(instances[0], world.request("k", contact: contact)) }
      let start = now
      try await withThrowingDiscardingTaskGroup { group in
        for instance in instances { group.addTask { _ = try await instance.job("bookings").run(pass: 0) } }
      }
      #expect(now - start >= 3_000)
      for contact in world.contacts { #expect(await world.activeBookings(of: contact).count == 1) }
      return world.events.events.count { if case .queue(.begun) = $0 { true } else { false } }
    }
    #expect(begun == 35)
  }

  @Test("is served side by side up to its width by an instance, however many passes of it look at the queue")
  func width() throws {
    for width in [1, 3] {
      let most = try simulate {
        var settings = CoreSettings()
        settings.requestQueue.width = width
        let world = try await BookingWorld.open(contacts: 9, exams: [ExamSeed(capacity: 40)], settings: settings)
        let instance = world.instance(.test("phase2+admission=queue"))
        for contact in 0..<9 {
          _ = try await instance.service.answer(
            world.request("k", contact: contact),
            from: .visitor(contact, request: 0)
          )
        }
        try await withThrowingDiscardingTaskGroup { group in
          for pass in 0..<3 { group.addTask { _ = try await instance.job("bookings").run(pass: pass) } }
        }
        for contact in world.contacts { #expect(await world.activeBookings(of: contact).count == 1) }
        var (underWay, most) = (0, 0)
        for case .queue(let event) in world.events.events {
          switch event {
          case .begun: underWay += 1
          case .ended: underWay -= 1
          default: break
          }
          most = max(most, underWay)
        }
        return most
      }
      #expect(most == width)
    }
  }

  @Test("tells of its length when somebody comes and when somebody goes")
  func tells() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2)
      let instance = world.instance(.test("phase2+admission=queue"))
      func lengths() -> [Int] {
        world.events.events.compactMap { event in
          if case .queueLength(RequestRecords.ready, let length) = event { length } else { nil }
        }
      }
      let first = try Self.place(try await Self.ask(instance, world.request("k", contact: 0)))
      _ = try await Self.ask(instance, world.request("k", contact: 1))
      #expect(lengths() == [1, 2])
      let withdrawal = QueueWithdrawalRequest(contact: world.contacts[0], request: first.request)
      _ = try await instance.service.answer(withdrawal, from: .visitor(0, request: 1))
      #expect(lengths() == [1, 2, 1])
    }
  }

  @Test("lets high priority go first within its head start, and not beyond")
  func priority() throws {
    try simulate {
      var settings = CoreSettings()
      settings.requestQueue.headStart = .seconds(30)
      let world = try await BookingWorld.open(contacts: 4, settings: settings)
      let instance = world.instance(.test("phase2+admission=queue"))
      func ask(_ contact: Int, _ priority: BookingPriority) async throws -> Int {
        var request = world.request("k", contact: contact)
        request.priority = priority
        return try Self.place(try await Self.ask(instance, request)).position
      }
      #expect(try await ask(0, .normal) == 1)
      try await wait(.seconds(15))
      #expect(try await ask(1, .normal) == 2)
      try await wait(.seconds(14))
      // 29 s after the first and 14 s after the second: before both.
      #expect(try await ask(2, .high) == 1)
      try await wait(.seconds(2))
      // 31 s after the first, 16 s after the second.
      #expect(try await ask(3, .high) == 3)
    }
  }

  @Test(
    "tries a request again after a pause that grows, and tells of its failure once, with the reason; an operator sends it again"
  )
  func failsAndIsSentAgain() throws {
    try simulate {
      var settings = CoreSettings()
      settings.requestQueue.tries = 2
      settings.cronSecret = "only we know"
      let world = try await BookingWorld.open(settings: settings)
      let instance = world.instance(.test("phase2+admission=queue"))
      let place = try Self.place(try await Self.ask(instance, world.request("k1")))
      instance.ports.strike(Labels.bookingCreate, .answer(429))
      _ = try await instance.job("bookings").run(pass: 0)
      guard case .found(.waiting) = try await Self.status(instance, place.request) else {
        Issue.record("the request does not wait for its next try")
        return
      }
      // Half of five seconds at the least.
      try await wait(.seconds(2))
      #expect(try await !instance.job("bookings").run(pass: 1))
      try await wait(.seconds(3))
      #expect(try await instance.job("bookings").run(pass: 2))
      #expect(try await Self.status(instance, place.request) == .found(.failed(.crmUnavailable)))
      #expect(world.events.events.count { $0 == .deadLetter(queue: RequestRecords.failed) } == 1)
      instance.ports.heal()
      let secret = BearerSecret("only we know").authorization
      for (shown, refusal) in [
        (nil, .authorizationMissing), ("Bearer guessed", .authorizationWrong),
      ] as [(String?, RefusalReason)] {
        let stranger = FailedBookingsRequest(sendsAgain: true, authorization: shown)
        #expect(try await instance.service.answer(stranger, from: .visitor(8, request: 0)) == .refused(refusal))
      }
      let page = FailedBookingsRequest(authorization: secret)
      let failure = FailedBookings.Failure(request: place.request, reason: .crmUnavailable, tries: 2)
      #expect(
        try await instance.service.answer(page, from: .visitor(9, request: 0))
          == .found(FailedBookings(failures: [failure], sentAgain: false))
      )
      let again = FailedBookingsRequest(sendsAgain: true, authorization: secret)
      _ = try await instance.service.answer(again, from: .visitor(9, request: 1))
      #expect(
        world.events.events.contains { event in
          if case .queue(.entered(place.request, round: 2, _, _)) = event { true } else { false }
        }
      )
      _ = try await instance.job("bookings").run(pass: 3)
      try await world.settle(instance)
      let booked = await world.activeBookings(of: world.contacts[0])
      #expect(try await Self.status(instance, place.request) == .found(.confirmed(booking: booked[0])))
      #expect(
        try await instance.service.answer(page, from: .visitor(9, request: 2))
          == .found(FailedBookings(failures: [], sentAgain: false))
      )
      let told = world.gateway.all.sorted { $0.key < $1.key }.map(\.value.text)
      #expect(told == ["FAILED CRM_UNAVAILABLE", "CONFIRMED \(booked[0])"])
    }
  }

  @Test("gives what a dead instance was working on to another one, when its claim has run out and no sooner")
  func visibilityTimeout() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let (first, second) = (world.instance(.test("phase2-queued"), 0), world.instance(.test("phase2-queued"), 1))
      let place = try Self.place(try await Self.ask(first, world.request("k1")))
      // Its first call to HubSpot kills it.
      first.ports.strikeHubSpot(1, .deathAfter)
      await #expect(throws: (any Error).self) { try await first.job("bookings").run(pass: 0) }
      let died = now
      var pass = 0
      while try await Self.status(second, place.request) == .found(.serving) {
        _ = try await second.job("bookings").run(pass: pass)
        pass += 1
        try await wait(.seconds(1))
      }
      #expect((74_000...78_000).contains(now - died))
      #expect(await world.activeBookings(of: world.contacts[0]).count == 1)
    }
  }
}
