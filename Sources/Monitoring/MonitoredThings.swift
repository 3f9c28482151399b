package import VirtualTime

/// A call of an instance to HubSpot that has been answered.
package struct MonitoredCall: Sendable {
  package var isRefused: Bool
  package var took: VirtualSpan
  /// Whether the ten-second limit judges it.
  package var countsInTenSeconds: Bool
  /// Inputs of a batch call, and how many of them failed; (1, 0) of a single call.
  package var inputs: Int
  package var failedInputs: Int
  /// What its reply said is left of the ten-second limit, in percent; nil when it said nothing.
  package var tenSecondLeftPercent: Int?
  /// The same of the day's limit.
  package var dailyLeftPercent: Int?

  package init(
    isRefused: Bool,
    took: VirtualSpan = .zero,
    countsInTenSeconds: Bool,
    inputs: Int = 1,
    failedInputs: Int = 0,
    tenSecondLeftPercent: Int? = nil,
    dailyLeftPercent: Int? = nil
  ) {
    self.isRefused = isRefused
    self.took = took
    self.countsInTenSeconds = countsInTenSeconds
    self.inputs = inputs
    self.failedInputs = failedInputs
    self.tenSecondLeftPercent = tenSecondLeftPercent
    self.dailyLeftPercent = dailyLeftPercent
  }
}

/// An answer of the booking API.
package struct MonitoredAnswer: Sendable {
  package var endpoint: String
  package var took: VirtualSpan
  package var hasFailed: Bool

  package init(endpoint: String, took: VirtualSpan, hasFailed: Bool) {
    self.endpoint = endpoint
    self.took = took
    self.hasFailed = hasFailed
  }
}

/// A pass of a worker over its queue.
package struct MonitoredPass: Sendable {
  package var queue: String
  /// From one pass to the next.
  package var interval: VirtualSpan
  /// Whether HubSpot has taken what there was to do.
  package var isTaken: Bool
  /// Items brought to an end.
  package var settled: Int
  /// Items that still wait.
  package var waiting: Int
  /// Items of one batch.
  package var batch: Int

  package init(queue: String, interval: VirtualSpan, isTaken: Bool, settled: Int, waiting: Int, batch: Int) {
    self.queue = queue
    self.interval = interval
    self.isTaken = isTaken
    self.settled = settled
    self.waiting = waiting
    self.batch = batch
  }
}
