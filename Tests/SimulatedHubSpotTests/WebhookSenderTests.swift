import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import SimulatedHubSpot
import Testing
import VirtualTime

/// Takes deliveries, each after a time and with a status of its own.
private final class Receiver: WebhookReceiver {
  struct Received: Sendable {
    let at: VirtualInstant
    let delivery: WebhookDelivery
    let events: [WebhookEvent]
  }

  typealias Answer = @Sendable (_ number: Int) -> (after: Duration, status: Int?)

  private let answer: Answer
  private let state = SimulationLocal((received: [Received](), atOnce: 0, most: 0))

  init(_ answer: @escaping Answer = { _ in (.milliseconds(10), 200) }) { self.answer = answer }

  func receive(_ delivery: WebhookDelivery) async -> Int? {
    let received = Received(at: VirtualClock().now, delivery: delivery, events: (try? delivery.events()) ?? [])
    let number = state.withValue { state in
      state.received.append(received)
      state.atOnce += 1
      state.most = max(state.most, state.atOnce)
      return state.received.count - 1
    }
    let answer = answer(number)
    await VirtualClock().sleepThroughCancellation(for: VirtualSpan(answer.after))
    state.withValue { $0.atOnce -= 1 }
    return answer.status
  }

  var received: [Received] { state.withValue { $0.received } }
  var events: [WebhookEvent] { received.flatMap(\.events) }
  var mostAtOnce: Int { state.withValue { $0.most } }
}

@Suite("The webhooks of the simulated HubSpot")
struct WebhookSenderTests {
  private let tickets = ExampleAccount.tickets

  private func app(_ change: (inout WebhookSettings) -> Void = { _ in }) -> WebhookSettings {
    var app = WebhookSettings(
      appID: 7,
      uri: "https://a.example/w",
      secret: "s",
      subscriptions: [
        .init(tickets, .creation), .init(tickets, .propertyChange, properties: ["state", "rank"]),
        .init(tickets, .deletion), .init(.contacts, .propertyChange, properties: ["credits"]),
      ]
    )
    change(&app)
    return app
  }

  private func reference(_ id: ObjectID) -> ObjectReference { ObjectReference(tickets, id) }

  /// Creates so many tickets in one call.
  private func create(_ count: Int, from first: Int = 0, _ hubSpot: SimulatedHubSpot) async throws {
    for start in stride(from: 0, to: count, by: 100) {
      let inputs = (start..<min(count, start + 100)).map { ExampleAccount.ticket("t\(first + $0)") }
      _ = try await hubSpot.ask(.createBatch(tickets, inputs))
    }
  }

  @Test("tell of what is created, changed and archived, when it happened, and of nothing else")
  func kinds() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let receiver = Receiver()
      let seeded = try await hubSpot.seed([ExampleAccount.ticket("old"), ExampleAccount.contact("a@b.c")])
      await hubSpot.subscribe(app(), to: receiver)
      let created = try #require(try await hubSpot.ask(.createObject(ExampleAccount.ticket("a"))).object)
      let changes = [Property("state", "open"), Property("exam", "e"), Property("rank", "1")]
      _ = try await hubSpot.ask(.updateObject(reference(created.id), changes))
      // The same value again is no change.
      _ = try await hubSpot.ask(.updateObject(reference(created.id), changes))
      _ = try await hubSpot.ask(.updateObject(reference(created.id), [Property("rank", "")]))
      _ = try await hubSpot.ask(.archiveObject(reference(created.id)))
      _ = try await hubSpot.ask(.archiveObject(reference(created.id)))
      try await hubSpot.edit(reference(seeded[0]), [Property("state", "shut")])
      try await hubSpot.edit(ObjectReference(.contacts, seeded[1]), [Property("credits", "2")])
      try await VirtualClock().sleep(for: .seconds(20))
      let events = receiver.events
      #expect(
        events.map { "\($0.kind.rawValue) \($0.object.id) \($0.property.map { $0.name + "=" + $0.value } ?? "-")" } == [
          "object.creation \(created.id) -", "object.propertyChange \(created.id) state=open",
          "object.propertyChange \(created.id) rank=1", "object.propertyChange \(created.id) rank=",
          "object.deletion \(created.id) -", "object.propertyChange \(seeded[0]) state=shut",
          "object.propertyChange \(seeded[1]) credits=2",
        ]
      )
      #expect(events.map { $0.occurredAt - ExampleAccount.epoch } == [200, 400, 400, 800, 1_000, 1_200, 1_200])
      #expect(events.map(\.changeSource) == Array(repeating: "INTEGRATION", count: 5) + ["CRM_UI", "CRM_UI"])
      #expect(events.allSatisfy { $0.portalID == 42 && $0.appID == 7 && $0.attempt == 0 })
      #expect(receiver.received.allSatisfy { WebhookSignature.isRight($0.delivery, secret: "s") })
      for one in receiver.received {
        #expect(one.delivery.timestamp == String(ExampleAccount.epoch + one.at.nanoseconds / 1_000_000))
      }
      #expect(await hubSpot.undeliveredEvents == 0)
    }
  }

  @Test("gather for 1 to 5 s, up to a hundred events a delivery, and go on in a new one")
  func gathering() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let receiver = Receiver()
      await hubSpot.subscribe(app(), to: receiver)
      try await create(250, hubSpot)
      // Full ones have gone at once, and have been taken.
      #expect(receiver.received.map(\.events.count) == [100, 100])
      #expect(await hubSpot.undeliveredEvents == 50)
      try await VirtualClock().sleep(for: .milliseconds(399))
      #expect(receiver.received.count == 2)
      try await VirtualClock().sleep(for: .seconds(6))
      #expect(receiver.received.map(\.events.count) == [100, 100, 50])
      for one in receiver.received {
        let gathered = ExampleAccount.epoch + one.at.nanoseconds / 1_000_000 - one.events[0].occurredAt
        #expect(one.events.count == 100 ? gathered == 0 : (1_000...5_000).contains(gathered))
      }
      #expect(await hubSpot.undeliveredEvents == 0)
    }
  }

  @Test("are at most ten on the way; the others wait for an answer")
  func atOnce() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let receiver = Receiver { _ in (.seconds(4), 200) }
      await hubSpot.subscribe(app { $0.eventsPerDelivery = 5 }, to: receiver)
      try await create(100, hubSpot)
      try await VirtualClock().sleep(for: .seconds(3))
      #expect(receiver.received.count == 10)
      try await VirtualClock().sleep(for: .seconds(10))
      #expect(receiver.received.count == 20)
      #expect(receiver.mostAtOnce == 10)
      #expect(await hubSpot.undeliveredEvents == 0)
    }
  }

  @Test(
    "come again after an answer that is late, is none or is an error",
    arguments: [
      (.milliseconds(5_001), 200, true), (.milliseconds(4_999), 200, false), (.zero, nil, true),
      (.zero, 400, true), (.zero, 401, true), (.zero, 500, true), (.zero, 503, true), (.zero, 204, false),
      (.zero, 202, false),
    ] as [(Duration, Int?, Bool)]
  )
  func comingAgain(_ after: Duration, _ status: Int?, _ comesAgain: Bool) throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let receiver = Receiver { $0 == 0 ? (after, status) : (.zero, 200) }
      await hubSpot.subscribe(app(), to: receiver)
      try await create(1, hubSpot)
      try await VirtualClock().sleep(for: .seconds(20))
      #expect(await hubSpot.undeliveredEvents == (comesAgain ? 1 : 0))
      try await VirtualClock().sleep(for: .seconds(200))
      #expect(receiver.received.map(\.events.count) == (comesAgain ? [1, 1] : [1]))
      #expect(receiver.events.map(\.attempt) == (comesAgain ? [0, 1] : [0]))
      #expect(await hubSpot.undeliveredEvents == 0)
    }
  }

  @Test("are given up after ten retries, all within a day")
  func givingUp() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let receiver = Receiver { _ in (.zero, 500) }
      await hubSpot.subscribe(app(), to: receiver)
      try await create(3, hubSpot)
      try await VirtualClock().sleep(for: .seconds(25 * 3600))
      let tries = receiver.received
      #expect(tries.map { $0.events.map(\.attempt) } == (0...10).map { Array(repeating: $0, count: 3) })
      let gaps = zip(tries, tries.dropFirst()).map { $1.at - $0.at }
      for (gap, range) in zip(gaps, WebhookSettings.overADay) {
        #expect(gap >= VirtualSpan(range.lowerBound) && gap <= VirtualSpan(range.upperBound))
      }
      let whole = WebhookSettings.overADay.reduce(Duration.zero) { $0 + $1.upperBound }
      #expect(whole <= .seconds(24 * 3600))
      #expect(await hubSpot.undeliveredEvents == 0)
      #expect(await hubSpot.eventsGivenUp == 3)
    }
  }

  @Test("come twice by the share that is set, each of them once more, and a second time they are the same")
  func duplicates() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (some, every) = (Receiver(), Receiver())
      await hubSpot.subscribe(app { $0.duplicatePercent = 30 }, to: some)
      await hubSpot.subscribe(app { $0.duplicatePercent = 100 }, to: every)
      try await create(200, hubSpot)
      try await VirtualClock().sleep(for: .seconds(30))
      #expect((230...290).contains(some.events.count))
      #expect(every.events.count == 400)
      let byObject = Dictionary(grouping: every.events, by: \.object)
      #expect(byObject.values.allSatisfy { $0.count == 2 && $0[0] == $0[1] })
      #expect(await hubSpot.undeliveredEvents == 0)
    }
  }

  @Test("keep their order, unless disorder is set: then within deliveries and between them")
  func disorder() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (ordered, mixed) = (Receiver(), Receiver())
      await hubSpot.subscribe(app(), to: ordered)
      await hubSpot.subscribe(app { $0.isDisordered = true }, to: mixed)
      for batch in 0..<5 { try await create(10, from: batch * 10, hubSpot) }
      try await VirtualClock().sleep(for: .seconds(10))
      let ids = ordered.events.map(\.object.id)
      #expect(ids == ids.sorted())
      let mixedIDs = mixed.events.map(\.object.id)
      #expect(mixedIDs.sorted() == ids)
      #expect(mixed.received.count > 1)
      let first = try #require(mixed.received.first).events.map(\.object.id)
      #expect(first != first.sorted())
      let rest = mixed.received.dropFirst().flatMap(\.events).map(\.object.id)
      #expect(try #require(rest.min()) < #require(first.max()))
    }
  }

  @Test("are the same in every run")
  func repeatable() throws {
    let runs = try (0..<2).map { _ in
      try simulate(ExampleAccount.configuration()) { hubSpot in
        let receiver = Receiver { ($0 % 3 == 0) ? (.seconds(6), 200) : (.zero, $0 % 3 == 1 ? 500 : 200) }
        await hubSpot.subscribe(
          app {
            $0.duplicatePercent = 20
            $0.isDisordered = true
          },
          to: receiver
        )
        try await create(120, hubSpot)
        try await VirtualClock().sleep(for: .seconds(4_000))
        return receiver.received.map { "\($0.at.nanoseconds) \($0.delivery.signature ?? "")" }
      }
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0].count > 4)
  }
}
