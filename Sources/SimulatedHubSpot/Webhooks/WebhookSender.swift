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

  private let settings: WebhookSettings
  private let receiver: any WebhookReceiver
  private let random: KeyedRandom
  private let portalID: Int
  /// Milliseconds since the Unix epoch at virtual time 0.
  private let epochMilliseconds: Int64
  private let clock = VirtualClock()
  private let outbox: SimulationLocal<WebhookOutbox>

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
    outbox = SimulationLocal(WebhookOutbox(lanes: settings.isDisordered ? 2 : 1))
  }

  /// How many deliveries gather side by side: with two, each event takes one of them by chance.
  private var lanes: Int { settings.isDisordered ? 2 : 1 }

  /// How many events have not been taken yet and will still be sent.
  var undelivered: Int { outbox.withValue { $0.undelivered } }

  /// How many events nobody took, however often they were sent.
  var givenUp: Int { outbox.withValue { $0.givenUp } }

  /// Takes changes for which there is a subscription.
  func take(_ changes: [ObjectChange]) {
    for change in changes {
      guard let number = settings.subscriptions.firstIndex(where: { $0.wants(change) }) else { continue }
      gather(event(of: change, subscription: number), isAgain: false)
    }
  }

  private func event(of change: ObjectChange, subscription: Int) -> WebhookEvent {
    let ordinal = outbox.withValue { $0.nextEvent() }
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

  /// Puts an event into a delivery that gathers; one that has begun is sent after a while, one that is full at once.
  private func gather(_ event: WebhookEvent, isAgain: Bool) {
    var draw = random.draw(Self.lanes, settings.appID, outbox.withValue { $0.gathered } + 1)
    let lane = draw.uniformInteger(in: 0..<lanes)
    let (full, begun) = outbox.withValue { outbox in
      outbox.gather(event, isAgain: isAgain, lane: lane, atMost: settings.eventsPerDelivery)
    }
    if let full { return send(full) }
    guard let begun else { return }
    Task {
      var draw = random.draw(Self.delays, settings.appID, begun.number)
      await clock.sleepThroughCancellation(for: settings.delay.drawn(&draw))
      if let closed = outbox.withValue({ $0.close(begun) }) { send(closed) }
    }
  }

  /// Sends a delivery for the first time.
  private func send(_ gathered: WebhookOutbox.Delivery) {
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

  private func enqueue(_ delivery: WebhookOutbox.Delivery) {
    outbox.withValue { $0.wait(delivery) }
    sendWaiting()
  }

  private func sendWaiting() {
    while let next = outbox.withValue({ $0.next(atOnce: settings.deliveriesAtOnce) }) {
      Task {
        let isTaken = await isTaken(next)
        outbox.withValue { $0.noteAnswer() }
        if isTaken { outbox.withValue { $0.noteTaken(next) } } else { retry(next) }
        sendWaiting()
      }
    }
  }

  /// Sends a delivery once.
  private func isTaken(_ delivery: WebhookOutbox.Delivery) async -> Bool {
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

  private func retry(_ delivery: WebhookOutbox.Delivery) {
    guard delivery.attempt < settings.retryDelays.count else { return outbox.withValue { $0.giveUp(delivery) } }
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
