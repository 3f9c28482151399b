import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

@Suite("An endpoint for HubSpot's webhooks")
struct WebhookTests {
  static let parts = ["sequential", "batched", "queued"].map { "baseline+webhooks=\($0)" }

  private func world(contacts: Int = 1, exams: Int = 1, _ settings: CoreSettings = BookingWorld.withSecret) async throws
    -> BookingWorld
  {
    let seeds = (0..<exams).map { ExamSeed(date: "2025-11-0\($0 + 3)") }
    return try await BookingWorld.open(contacts: contacts, exams: seeds, settings: settings)
  }

  /// Calls by label since `start`.
  private func calls(_ instance: Instance, from start: Int = 0) -> [String: Int] {
    Dictionary(grouping: instance.ports.journal.dropFirst(start), by: \.self).mapValues(\.count)
  }

  @Test("takes what bears HubSpot's signature, up to exactly five minutes after it was signed", arguments: parts)
  func signed(_ design: String) throws {
    try simulate {
      let world = try await world()
      let instance = world.instance(.test(design))
      let event = world.event(.propertyChange, world.contacts[0], of: .contacts, Property("credits_mini", "2"))
      #expect(await instance.receive(world.delivery([event])) == .accepted(events: 1))
      #expect(await instance.receive(world.delivery([event], age: .seconds(300))) == .accepted(events: 1))
      let old = await instance.receive(world.delivery([event], age: .milliseconds(300_001)))
      #expect(old == .refused(.signatureTooOld))
    }
  }

  @Test("refuses each wrong delivery for its own reason, and changes nothing", arguments: parts)
  func refused(_ design: String) throws {
    try simulate {
      let world = try await world()
      let instance = world.instance(.test(design))
      let booking = try await world.strayBooking()
      let events = [world.event(.creation, booking)]
      let right = world.delivery(events)
      var (unsigned, undated, forged, moved) = (right, right, right, right)
      unsigned.signature = nil
      undated.timestamp = nil
      forged.body.append(0x20)
      moved.uri += "?a=b"
      let other = world.delivery(events, secret: "another")
      let many = world.delivery((0..<101).map { world.event(.creation, booking, number: $0) })
      var noList = right
      noList.body = Array("{}".utf8)
      noList.signature = WebhookSignature.text(
        secret: BookingWorld.secret,
        method: noList.method,
        uri: noList.uri,
        body: noList.body,
        timestamp: noList.timestamp ?? ""
      )
      // Not signed, either: of too large a body nobody works that out.
      var large = right
      large.body = Array(repeating: 0x20, count: WebhookDelivery.longestBody + 1)
      let cases: [(WebhookDelivery, RefusalReason, Int)] = [
        (unsigned, .signatureMissing, 401), (undated, .signatureMissing, 401), (forged, .signatureWrong, 401),
        (moved, .signatureWrong, 401), (other, .signatureWrong, 401), (many, .tooManyEvents, 413),
        (large, .tooManyEvents, 413), (noList, .malformedEvents, 400),
      ]
      for (delivery, reason, status) in cases {
        let outcome = await instance.receive(delivery)
        #expect(outcome == .refused(reason))
        #expect(outcome?.verdict.status == status)
        #expect(await instance.invalidate(delivery)?.verdict.code == reason.rawValue)
      }
      #expect(instance.ports.journal.isEmpty)
      #expect(world.storeEvents.events.isEmpty)
      #expect(world.workedOff.isEmpty)
    }
  }

  @Test("believes nobody without a secret", arguments: parts)
  func notConfigured(_ design: String) throws {
    try simulate {
      let world = try await world(CoreSettings())
      let instance = world.instance(.test(design))
      for secret in ["", "any"] {
        let outcome = await instance.receive(world.delivery([], secret: secret))
        #expect(outcome == .refused(.webhooksNotConfigured))
        #expect(outcome?.verdict.status == 503)
      }
    }
  }

  @Test("looks up and counts event after event, or all together, or later")
  func calls() throws {
    let counts = try Self.parts.map { design in
      try simulate {
        let world = try await world(contacts: 6, exams: 2)
        let instance = world.instance(.test(design))
        var events: [WebhookEvent] = []
        for contact in 0..<6 {
          events.append(world.event(.creation, try await world.strayBooking(contact: contact, exam: contact % 2)))
        }
        try await wait(.seconds(60))
        #expect(await instance.receive(world.delivery(events)) == .accepted(events: 6))
        let during = calls(instance)
        for job in instance.core.jobs where job.name == "webhooks" { #expect(try await job.run(pass: 0)) }
        #expect(world.workedOff == events.map(\.object.id))
        let counters = await world.hubSpot.auditedObjects(of: BookingSchema.exams).map { $0["total_bookings"] }
        #expect(counters == ["3", "3"])
        return (during, calls(instance))
      }
    }
    #expect(counts[0].0["event_exam"] == 6)
    #expect(counts[0].0["event_bookings"] == nil)
    #expect(counts[1].0["event_exam"] == nil)
    #expect(counts[1].0["event_bookings"] == 1)
    #expect(counts[2].0.isEmpty)
    #expect(counts[2].1 == counts[1].1)
    let all = counts.map { $0.1.values.reduce(0, +) }
    #expect(all[0] >= 12 && all[1] <= 8)
  }

  @Test(
    "does nothing more when a delivery comes again, in parts, in another order, or with an event twice",
    arguments: parts
  )
  func again(_ design: String) throws {
    try simulate {
      let world = try await world(contacts: 3)
      let instance = world.instance(.test(design))
      var events: [WebhookEvent] = []
      for contact in 0..<3 { events.append(world.event(.creation, try await world.strayBooking(contact: contact))) }
      let workers = instance.core.jobs.filter { $0.name == "webhooks" }
      #expect(await instance.receive(world.delivery([events[2], events[0], events[2]])) == .accepted(events: 3))
      for worker in workers { _ = try await worker.run(pass: 0) }
      #expect(world.workedOff == [events[2].object.id, events[0].object.id])
      let before = instance.ports.journal.count
      var retried = events
      for index in retried.indices { retried[index].attempt = 4 }
      #expect(await instance.receive(world.delivery([retried[0], retried[2]])) == .accepted(events: 2))
      for worker in workers { #expect(try await !worker.run(pass: 1)) }
      #expect(instance.ports.journal.count == before)
      // Within 24 hours.
      try await wait(.seconds(24 * 3600))
      #expect(await instance.receive(world.delivery(retried)) == .accepted(events: 3))
      for worker in workers { _ = try await worker.run(pass: 2) }
      #expect(world.workedOff == [events[2].object.id, events[0].object.id, events[1].object.id])
    }
  }

  @Test("takes events for different ones that differ in object, kind, property, time or number", arguments: parts)
  func different(_ design: String) throws {
    try simulate {
      let world = try await world(contacts: 2)
      let instance = world.instance(.test(design))
      let first = world.event(.propertyChange, world.contacts[0], of: .contacts, Property("credits_mini", "2"))
      var others = Array(repeating: first, count: 5)
      others[0].object = ObjectReference(.contacts, world.contacts[1])
      (others[1].kind, others[1].property) = (.deletion, nil)
      others[2].property = Property("credits_clinical", "2")
      others[3].occurredAt += 1
      others[4].eventID += 1
      #expect(await instance.receive(world.delivery([first] + others)) == .accepted(events: 6))
      // For the other endpoint they are other ones.
      #expect(await instance.invalidate(world.delivery([first])) == .accepted(events: 1))
      for job in instance.core.jobs where job.name == "webhooks" { _ = try await job.run(pass: 0) }
      #expect(world.workedOff.count == 7)
    }
  }

  @Test(
    "counts no exam after a change of its counter, of a booking's date, or for the other endpoint",
    arguments: parts
  )
  func nothingToCount(_ design: String) throws {
    try simulate {
      let world = try await world()
      let instance = world.instance(.test(design))
      let booking = try await world.strayBooking()
      let names = (BookingSchema.Exam.totalBookings, BookingSchema.Booking.examDate)
      let events = [
        world.event(.propertyChange, world.exams[0], of: BookingSchema.exams, Property(names.0, "7")),
        world.event(.propertyChange, booking, Property(names.1, "2025-11-04")),
      ]
      #expect(await instance.receive(world.delivery(events)) == .accepted(events: 2))
      #expect(await instance.invalidate(world.delivery([world.event(.creation, booking)])) == .accepted(events: 1))
      for job in instance.core.jobs where job.name == "webhooks" { _ = try await job.run(pass: 0) }
      #expect(world.workedOff == [world.exams[0], booking, booking])
      #expect(instance.ports.journal.isEmpty)
    }
  }

  @Test("works off the deletion of a booking, of which nothing can be read any more", arguments: parts)
  func deletion(_ design: String) throws {
    try simulate {
      let world = try await world()
      let instance = world.instance(.test(design))
      let booking = try await world.strayBooking()
      let reference = ObjectReference(BookingSchema.bookings, booking)
      _ = try await world.hubSpot.send(
        HubSpotRequest(.archiveObject(reference), label: CallLabel("by_hand"), origin: .job("test", pass: 0))
      )
      #expect(await instance.receive(world.delivery([world.event(.deletion, booking)])) == .accepted(events: 1))
      for job in instance.core.jobs where job.name == "webhooks" { _ = try await job.run(pass: 0) }
      #expect(world.workedOff == [booking])
      #expect(await world.list("dlq_webhooks").isEmpty)
    }
  }

  @Test(
    "makes the instance forget what the events are about, and of a booking that is gone everything",
    arguments: parts
  )
  func forgetting(_ design: String) throws {
    try simulate {
      let world = try await world(contacts: 2)
      let instance = world.instance(.test(design + "+cache=instance"))
      let booking = try await world.strayBooking(contact: 0)
      let worker = instance.core.jobs.first { $0.name == "webhooks" }
      func credits(_ contact: Int) async throws -> Int {
        let before = instance.ports.journal.count
        let request = CreditCheckRequest(contact: .id(world.contacts[contact]))
        _ = try await instance.service.answer(request, from: .visitor(contact, request: 0))
        return instance.ports.journal.count - before
      }
      for contact in 0..<2 { #expect(try await credits(contact) == 1) }
      for contact in 0..<2 { #expect(try await credits(contact) == 0) }
      let change = world.event(.propertyChange, world.contacts[1], of: .contacts, Property("credits_mini", "1"))
      _ = await instance.invalidate(world.delivery([change]))
      _ = try await worker?.run(pass: 0)
      #expect(try await (credits(0), credits(1)) == (0, 1))
      _ = await instance.invalidate(world.delivery([world.event(.creation, booking)]))
      _ = try await worker?.run(pass: 1)
      #expect(try await (credits(0), credits(1)) == (1, 0))
      _ = await instance.invalidate(world.delivery([world.event(.deletion, ObjectID(5))]))
      _ = try await worker?.run(pass: 2)
      #expect(try await (credits(0), credits(1)) == (1, 1))
    }
  }
}
