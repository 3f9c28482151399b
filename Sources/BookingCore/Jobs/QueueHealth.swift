import HubSpotClient
import Ports

/// Watches a queue and its worker, and raises the documented alerts (phase 2, 11.2), once per crossing.
package actor QueueHealth {
  private let events: any EventSink<CoreEvent>
  private let time: any TimeSource
  private let expectedPerMinute: Int
  private let queue: WorkQueue.Name
  private let pace: QueuePass.Pace
  private var length: AlertLevel
  private var deadLetters: AlertLevel
  private var rate: AlertLevel
  private var downtime: AlertLevel
  private var rejections: AlertLevel
  private var rejectionsInARow = 0
  private var lastSuccess: Timestamp
  private var minute: (start: Timestamp, settled: Int, hadBacklog: Bool)

  /// - Parameter interval: between passes, each of which settles a batch while there is always enough to do.
  package init(_ queue: WorkQueue.Name, every interval: Duration, _ context: CoreContext) {
    let batch = context.settings.queueBatch
    expectedPerMinute = batch * max(1, Int(Duration.seconds(60) / interval))
    self.queue = queue
    pace = QueuePass.Pace(interval: interval, batch: batch)
    events = context.events
    time = context.time
    length = AlertLevel(name: queue.rawValue + "_length")
    deadLetters = AlertLevel(name: queue.deadLetters + "_length")
    rate = AlertLevel(name: queue.rawValue + "_rate_percent")
    downtime = AlertLevel(name: queue.rawValue + "_worker_down_seconds")
    rejections = AlertLevel(name: queue.rawValue + "_batches_rejected")
    lastSuccess = context.time.now
    minute = (context.time.now, 0, true)
  }

  /// Called after each pass of the worker.
  ///
  /// - Parameters:
  ///   - left: what is in the queue and its dead-letter queue now.
  ///   - settled: the items that the pass has brought to an end.
  ///   - outcome: what became of the batch.
  package func observe(_ left: WorkQueue.Lengths, settled: Int, _ outcome: BatchOutcome) {
    let now = time.now
    events.record(
      .queuePass(
        QueuePass(
          queue: queue.rawValue,
          pace: pace,
          waiting: left.waiting,
          settled: settled,
          isRefused: outcome != .taken
        )
      )
    )
    let succeeded = outcome == .taken
    if outcome != .refused { rejectionsInARow = outcome == .rejected ? rejectionsInARow + 1 : 0 }
    raise(rejections.observe(rejectionsInARow, warningAbove: 0, criticalAbove: 2))
    raise(length.observe(left.waiting, warningAbove: 500, criticalAbove: 1_000))
    raise(deadLetters.observe(left.dead, warningAbove: 10, criticalAbove: 50))
    if succeeded { lastSuccess = now }
    let downSeconds = Int((now - lastSuccess).wholeNanoseconds / 1_000_000_000)
    raise(downtime.observe(downSeconds, warningAbove: 60, criticalAbove: 300))
    minute.settled += settled
    minute.hadBacklog = minute.hadBacklog && left.waiting > 0
    guard now - minute.start >= .seconds(60) else { return }
    // A worker with nothing left to do is not slow: only a minute with a backlog throughout is judged.
    if minute.hadBacklog {
      raise(rate.observe(minute.settled * 100 / expectedPerMinute, warningBelow: 50, criticalBelow: 25))
    }
    minute = (now, 0, true)
  }

  /// What HubSpot made of a batch.
  package enum BatchOutcome: Hashable, Sendable {
    /// Taken, item by item; or there was none.
    case taken
    /// Not now: nothing is said about its items.
    case refused
    /// HubSpot finds something wrong with it, or its reply cannot be understood.
    case rejected
  }

  private func raise(_ alert: Alert?) {
    if let alert { events.record(.alert(alert)) }
  }
}

/// What came of a worker's look at its queue.
package struct QueuePass: Hashable, Sendable {
  /// What the worker is to do.
  package struct Pace: Hashable, Sendable {
    /// Between passes.
    package let interval: Duration
    /// Items that it can bring to an end meanwhile.
    package let batch: Int
  }

  /// Its name in the store.
  package let queue: String
  package let pace: Pace
  /// Items that wait, claimed ones included.
  package let waiting: Int
  /// Items brought to an end.
  package let settled: Int
  /// Whether there was something to write, and HubSpot did not take it.
  package let isRefused: Bool
}
