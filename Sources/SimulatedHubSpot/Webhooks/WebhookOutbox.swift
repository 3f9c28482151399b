import DequeModule
import HubSpotAPI

/// The events of one app on their way out: those that gather into deliveries, the deliveries that wait, and the counts of
/// both. It draws nothing and sends nothing.
struct WebhookOutbox {
  /// Events on their way together.
  struct Delivery {
    let number: Int
    var events: [WebhookEvent] = []
    /// The positions of those that come for a second time.
    var again: Set<Int> = []
    /// 0 for the first sending.
    var attempt = 0
  }

  /// A delivery that has begun to gather.
  struct Opening {
    let lane: Int
    let number: Int
  }

  /// One for each lane; nil where none gathers.
  private var gathering: [Delivery?]
  /// Those that wait for others to be answered.
  private var waiting: Deque<Delivery> = []
  private var onTheWay = 0
  private var deliveries = 0
  private var events = 0
  /// How often an event was put into a delivery.
  private(set) var gathered = 0
  /// Events that are still to be taken.
  private(set) var undelivered = 0
  /// Events that nobody took.
  private(set) var givenUp = 0

  /// - Parameter lanes: how many deliveries gather side by side.
  init(lanes: Int) { gathering = Array(repeating: nil, count: lanes) }

  /// The number of the next event, from 1.
  mutating func nextEvent() -> Int {
    events += 1
    return events
  }

  /// Puts an event into the delivery that gathers in a lane, or begins one with it.
  ///
  /// - Returns: the delivery if it is full now, and the one that has begun.
  mutating func gather(
    _ event: WebhookEvent,
    isAgain: Bool,
    lane: Int,
    atMost limit: Int
  ) -> (full: Delivery?, begun: Opening?) {
    undelivered += 1
    gathered += 1
    var delivery = gathering[lane] ?? Delivery(number: deliveries)
    let begun = gathering[lane] == nil ? Opening(lane: lane, number: deliveries) : nil
    if begun != nil { deliveries += 1 }
    if isAgain { delivery.again.insert(delivery.events.count) }
    delivery.events.append(event)
    let isFull = delivery.events.count >= limit
    gathering[lane] = isFull ? nil : delivery
    return (isFull ? delivery : nil, begun)
  }

  /// Ends the gathering of a delivery; nil when it was full before.
  mutating func close(_ opening: Opening) -> Delivery? {
    guard let delivery = gathering[opening.lane], delivery.number == opening.number else { return nil }
    gathering[opening.lane] = nil
    return delivery
  }

  mutating func wait(_ delivery: Delivery) { waiting.append(delivery) }

  /// The next delivery that may go out.
  mutating func next(atOnce limit: Int) -> Delivery? {
    guard onTheWay < limit, let next = waiting.popFirst() else { return nil }
    onTheWay += 1
    return next
  }

  mutating func noteAnswer() { onTheWay -= 1 }

  mutating func noteTaken(_ delivery: Delivery) { undelivered -= delivery.events.count }

  mutating func giveUp(_ delivery: Delivery) {
    undelivered -= delivery.events.count
    givenUp += delivery.events.count
  }
}
