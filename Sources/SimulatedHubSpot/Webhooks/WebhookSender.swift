import DequeModule
import DeterministicRuntime
import HubSpotAPI
import VirtualTime

/// Delivers the webhooks of one app: gathers events, sends them signed, and sends again what was not taken.
struct WebhookSender: Sendable {
  private static let eventIDs: KeyedRandom.Purpose = "webhook event id"
  private static let lanes: KeyedRandom.Purpose = "webhook lane"
  private static let delays: KeyedRandom.Purpose = "webhook delay"
  private static let duplicates: KeyedRandom.Purpose = "webhook duplicate"
  private static let shuffles: KeyedRandom.Purpose = "webhook order"
  private static let retries: KeyedRandom.Purpose = "webhook retry"

  /// Events on their way together.
  private struct Delivery {
    let number: Int
    var events: [WebhookEvent] = []
    /// Of them those that come for a second time.
    var again: Set<Int> = []
    var attempt = 0
  }

  private struct State {
    var events = 0
    var deliveries = 0
    /// Those that still gather, one in each lane.
    var gathering: [Delivery?]
    /// Those that wait because too many are on the way.
    var waiting: Deque<Delivery> = []
    var onTheWay = 0
    /// Events.
    var undelivered = 0
    /// Events.
    var givenUp = 0
    /// How often an event was put into a delivery.
    var gathered = 0
  }

  private let settings: WebhookSettings
  private let receiver: any WebhookReceiver
  private let random: KeyedRandom
  private let portalID: Int
  /// Milliseconds since the Unix epoch at virtual time 0.
  private let epochMilliseconds: Int64
  private let clock = VirtualClock()
  private let state: SimulationLocal<State>

  init(
    _ settings: WebhookSettings,
    _ configuration: HubSpotConfiguration,
    random: KeyedRandom,
    to receiver: any WebhookReceiver
  ) {
    self.settings = settings
    self.receiver = receiver
    self.random = random
    portalID = configuration.portalID
    epochMilliseconds = configuration.epoch
    state = SimulationLocal(State(gathering: Array(repeating: nil, count: settings.isDisordered ? 2 : 1)))
  }

  /// How many events have not been taken yet and will still be sent.
  var undelivered: Int { state.withValue { $0.undelivered } }

  /// How many events nobody took, however often they were sent.
  var givenUp: Int { state.withValue { $0.givenUp } }

  /// Takes changes for which there is a subscription.
  func take(_ changes: [ObjectChange]) {
    for change in changes {
      guard let number = settings.subscriptions.firstIndex(where: { $0.wants(change) }) else { continue }
      gather(event(of: change, subscription: number), isAgain: false)
    }
  }

  private func event(of change: ObjectChange, subscription: Int) -> WebhookEvent {
    let ordinal = state.withValue { state in
      state.events += 1
      return state.events
    }
    var draw = random.draw(Self.eventIDs, settings.appID, ordinal)
    return WebhookEvent(
      eventID: Int64(draw.uniformInteger(in: 0..<1 << 32)),
      subscriptionID: Int64(settings.appID * 100 + subscription),
      portalID: Int64(portalID),
      appID: Int64(settings.appID),
      occurredAt: epochMilliseconds + change.at.nanoseconds / 1_000_000,
      kind: change.kind,
      object: ObjectReference(change.type, change.id),
      property: change.property,
      changeSource: (change.isByHand ? PropertyVersion.Source.crmUI : .integration).rawValue
    )
  }

  /// Puts an event into a delivery that gathers, or begins one with it.
  private func gather(_ event: WebhookEvent, isAgain: Bool) {
    let (closed, begun) = state.withValue { state -> (Delivery?, lane: (Int, Int)?) in
      state.undelivered += 1
      state.gathered += 1
      var draw = random.draw(Self.lanes, settings.appID, state.gathered)
      let lane = draw.uniformInteger(in: 0..<state.gathering.count)
      var begun: (Int, Int)?
      if state.gathering[lane] == nil {
        state.gathering[lane] = Delivery(number: state.deliveries)
        begun = (lane, state.deliveries)
        state.deliveries += 1
      }
      state.gathering[lane]?.events.append(event)
      if isAgain, let position = state.gathering[lane]?.events.indices.last {
        state.gathering[lane]?.again.insert(position)
      }
      guard state.gathering[lane]?.events.count == settings.eventsPerDelivery else { return (nil, begun) }
      defer { state.gathering[lane] = nil }
      return (state.gathering[lane], begun)
    }
    if let (lane, number) = begun, closed == nil {
      Task {
        var draw = random.draw(Self.delays, settings.appID, number)
        await clock.sleepThroughCancellation(for: settings.delay.drawn(&draw))
        close(lane, number)
      }
    }
    if let closed { send(closed) }
  }

  /// Ends the gathering of a delivery, unless it was full before.
  private func close(_ lane: Int, _ number: Int) {
    let closed = state.withValue { state -> Delivery? in
      guard state.gathering[lane]?.number == number else { return nil }
      defer { state.gathering[lane] = nil }
      return state.gathering[lane]
    }
    if let closed { send(closed) }
  }

  /// Sends a delivery for the first time.
  private func send(_ gathered: Delivery) {
    var delivery = gathered
    for (position, event) in gathered.events.enumerated() where !gathered.again.contains(position) {
      var draw = random.draw(Self.duplicates, settings.appID, gathered.number, position)
      if draw.uniformInteger(in: 0..<100) < settings.duplicatePercent { gather(event, isAgain: true) }
    }
    if settings.isDisordered {
      var draw = random.draw(Self.shuffles, settings.appID, gathered.number)
      for position in delivery.events.indices.dropFirst().reversed() {
        delivery.events.swapAt(position, draw.uniformInteger(in: 0..<position + 1))
      }
    }
    enqueue(delivery)
  }

  private func enqueue(_ delivery: Delivery) {
    state.withValue { $0.waiting.append(delivery) }
    sendWaiting()
  }

  private func sendWaiting() {
    while true {
      let next = state.withValue { state -> Delivery? in
        guard state.onTheWay < settings.deliveriesAtOnce, let next = state.waiting.popFirst() else { return nil }
        state.onTheWay += 1
        return next
      }
      guard let next else { return }
      Task {
        let isTaken = await isTaken(next)
        state.withValue { $0.onTheWay -= 1 }
        if isTaken {
          state.withValue { $0.undelivered -= next.events.count }
        } else {
          retry(next)
        }
        sendWaiting()
      }
    }
  }

  /// Sends a delivery once.
  private func isTaken(_ delivery: Delivery) async -> Bool {
    let events = delivery.events.map { event in
      var event = event
      event.attempt = delivery.attempt
      return event
    }
    let sentAt = epochMilliseconds + clock.now.nanoseconds / 1_000_000
    let sent = WebhookDelivery(events, to: settings.uri, secret: settings.secret, at: sentAt)
    let (answer, answered) = (SimulationLocal<Int?>(nil), Wakeup("the answer to a webhook"))
    Task {
      let status = await receiver.receive(sent)
      answer.withValue { $0 = status }
      answered.wake()
    }
    guard await answered.wait(until: clock.now + VirtualSpan(settings.patience)) == .woken else { return false }
    return answer.withValue { $0.map { (200..<400).contains($0) } ?? false }
  }

  private func retry(_ delivery: Delivery) {
    guard delivery.attempt < settings.retryDelays.count else {
      state.withValue { state in
        state.undelivered -= delivery.events.count
        state.givenUp += delivery.events.count
      }
      return
    }
    var next = delivery
    next.attempt += 1
    Task {
      var draw = random.draw(Self.retries, settings.appID, delivery.number, delivery.attempt)
      await clock.sleepThroughCancellation(for: settings.retryDelays[delivery.attempt].drawn(&draw))
      enqueue(next)
    }
  }
}

extension WebhookSettings.Subscription {
  fileprivate func wants(_ change: ObjectChange) -> Bool {
    guard type == change.type, kind == change.kind else { return false }
    return change.property.map { properties.contains($0.name) } ?? true
  }
}

extension ClosedRange<Duration> {
  fileprivate func drawn(_ draw: inout Draw) -> VirtualSpan {
    let (first, last) = (lowerBound.clampedNanoseconds, upperBound.clampedNanoseconds)
    return VirtualSpan(nanoseconds: first + Int64(draw.uniformInteger(in: 0..<Int(last - first + 1))))
  }
}
