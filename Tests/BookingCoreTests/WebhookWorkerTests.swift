import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import Ports
import SimulatedRedis
import Testing

@Suite("The worker of HubSpot's events")
struct WebhookWorkerTests {
  private static let design = "phase2+webhooks=queued"

  @Test("goes on with events whose instance died after its answer")
  func diesAfterTheAnswer() throws {
    try simulate {
      let world = try await BookingWorld.open(settings: BookingWorld.withSecret)
      let (first, second) = (world.instance(.test(Self.design), 0), world.instance(.test(Self.design), 1))
      let booking = try await world.strayBooking()
      #expect(await first.receive(world.delivery([world.event(.creation, booking)])) == .accepted(events: 1))
      first.fence.close()
      #expect(world.workedOff.isEmpty)
      #expect(try await second.job("webhooks").run(pass: 0))
      #expect(world.workedOff == [booking])
      #expect(await world.list("webhook_queue") == [])
      #expect(await world.list("webhook_queue:processing") == [])
    }
  }

  /// Events are taken by the first instance, which is struck at its call of a number in the delivery or in a pass; HubSpot
  /// sends again what was not accepted.
  private func check(_ part: String, _ fault: Fault, at call: Int, strikesHubSpot: Bool) throws -> Bool {
    let problems = try simulate {
      let world = try await BookingWorld.open(contacts: 3, settings: BookingWorld.withSecret)
      let design = Design.test("phase2+webhooks=" + part)
      let (first, second) = (world.instance(design, 0), world.instance(design, 1))
      var events: [WebhookEvent] = []
      for contact in 0..<3 { events.append(world.event(.creation, try await world.strayBooking(contact: contact))) }
      if strikesHubSpot { first.ports.strikeHubSpot(call, fault) } else { first.ports.strikePort(call, fault) }
      var outcome = await first.receive(world.delivery(events))
      do {
        for job in first.core.jobs where job.name == "webhooks" { _ = try await job.run(pass: 0) }
      } catch { #expect(first.isDead) }
      guard first.ports.fired > 0 else { return nil as [String]? }
      for number in 1...10 where outcome != .accepted(events: 3) {
        try await wait(.seconds(60))
        outcome = await second.receive(world.delivery(events), number: number)
      }
      var problems = outcome == .accepted(events: 3) ? [] : ["the last answer was \(String(describing: outcome))"]
      // The job of one that has died is free when its lease has ended.
      try await wait(.seconds(90))
      for pass in 1...5 {
        for job in second.core.jobs where job.name == "webhooks" { _ = try await job.run(pass: pass) }
      }
      if Set(world.workedOff) != Set(events.map(\.object.id)) { problems.append("worked off: \(world.workedOff)") }
      for key in ["webhook_queue", "webhook_queue:processing", "dlq_webhooks"] {
        for item in await world.list(key) { problems.append("\(key) holds \(item)") }
      }
      return problems
    }
    guard let problems else { return false }
    #expect(problems.isEmpty, "\(part), \(fault) at \(call): \(problems)")
    return true
  }

  @Test(
    "and those who work within the request lose no event, whatever strikes at any call",
    arguments: ["queued", "batched", "sequential"]
  )
  func sweep(_ part: String) throws {
    for fault in [Fault.deathBefore, .deathAfter] {
      var call = 1
      while try check(part, fault, at: call, strikesHubSpot: false) { call += 1 }
      #expect(call > 4)
    }
    for fault in FaultSweepTests.failures {
      var call = 1
      while try check(part, fault, at: call, strikesHubSpot: true) { call += 1 }
      #expect(call > 1)
    }
  }

  @Test("lays aside what cannot be read, and does not count it against an event that a limit refused")
  func refusedAndUnreadable() throws {
    try simulate {
      let world = try await BookingWorld.open(settings: BookingWorld.withSecret)
      let instance = world.instance(.test(Self.design))
      let booking = try await world.strayBooking()
      _ = await instance.receive(world.delivery([world.event(.creation, booking)]))
      _ = try await world.redis.run(
        StoreScript("push") { (store) throws(StoreError) in
          try store.pushLast("webhook_queue", "nonsense")
        }
      )
      instance.ports.strike(CallLabel("event_bookings"), .answer(429))
      for pass in 0..<10 { #expect(try await instance.job("webhooks").run(pass: pass)) }
      #expect(await world.list("dlq_webhooks") == ["nonsense"])
      #expect(world.workedOff.isEmpty)
      instance.ports.heal()
      #expect(try await instance.job("webhooks").run(pass: 10))
      #expect(world.workedOff == [booking])
      #expect(await world.list("webhook_queue:processing") == [])
    }
  }

  @Test("tries an event three times by itself when HubSpot fails over it, then lays it aside")
  func boundedTries() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2, settings: BookingWorld.withSecret)
      let instance = world.instance(.test(Self.design))
      let booking = try await world.strayBooking()
      _ = await instance.receive(world.delivery([world.event(.creation, booking)]))
      instance.ports.strike(CallLabel("event_bookings"), .answer(503))
      for pass in 0..<2 { #expect(try await instance.job("webhooks").run(pass: pass)) }
      #expect(await world.list("dlq_webhooks").isEmpty)
      #expect(try await instance.job("webhooks").run(pass: 2))
      #expect(await world.list("dlq_webhooks").count == 1)
      #expect(try await !instance.job("webhooks").run(pass: 3))
      #expect(world.workedOff.isEmpty)
    }
  }

  @Test("takes up to a hundred events at a time, the oldest first")
  func hundreds() throws {
    try simulate {
      let world = try await BookingWorld.open(settings: BookingWorld.withSecret)
      let instance = world.instance(.test(Self.design))
      let booking = try await world.strayBooking()
      for start in [0, 100, 200] {
        let events = (0..<100).map { world.event(.creation, booking, number: Int64(start + $0)) }
        #expect(await instance.receive(world.delivery(events)) == .accepted(events: 100))
      }
      #expect(try await instance.job("webhooks").run(pass: 0))
      #expect(world.workedOff.count == 300)
      #expect(instance.ports.journal.filter { $0 == "event_bookings" }.count == 3)
      #expect(try await !instance.job("webhooks").run(pass: 1))
    }
  }
}
