import BookingAPI
import HubSpotAPI
package import Ports

/// Empties a queue in batches, by one instance at a time.
///
/// A batch that HubSpot refuses as a whole (429) says nothing against its items: they stay claimed for the next pass.
package struct QueueWorker: BackgroundJob {
  package let name: String
  package let interval: Duration
  private let context: CoreContext
  private let queue: WorkQueue
  private let writer: any BatchWriter
  private let health: QueueHealth
  private let reach: Reach

  /// How much of its queue a pass works on.
  package enum Reach: Sendable {
    case oneBatch
    /// All that waited when the pass began, batch after batch, until one is refused.
    case allWaiting
  }

  /// - Parameter name: names the worker, its lease and its calls.
  package init(
    _ name: String,
    every interval: Duration,
    _ reach: Reach,
    _ queue: WorkQueue,
    _ writer: any BatchWriter,
    _ context: CoreContext
  ) {
    self.name = name
    self.interval = interval
    self.reach = reach
    self.context = context
    self.queue = queue
    self.writer = writer
    health = QueueHealth(queue.name, every: interval, context)
  }

  package func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    try await JobLease.hold(name, context) { (job) async throws(Interruption) in
      let claim = try await queue.claim(context.settings.queueBatch, for: job)
      guard !claim.items.isEmpty else {
        await health.observe(claim.lengths, settled: 0, .taken)
        return false
      }
      let client = context.client(for: .job(name, pass: pass))
      var isGoingOn = try await settle(claim, job, client)
      guard reach == .allWaiting else { return true }
      // Those that are to be tried again stand at the end of the queue, and are left to the next pass.
      var left = claim.lengths.waiting - claim.items.count
      while isGoingOn, left > 0 {
        let claim = try await queue.claim(min(left, context.settings.queueBatch), for: job)
        guard !claim.items.isEmpty else { break }
        left -= claim.items.count
        isGoingOn = try await settle(claim, job, client)
      }
      return true
    }
  }

  /// - Returns: whether HubSpot has taken the batch.
  private func settle(_ claim: WorkQueue.Claim, _ job: JobLease, _ client: CRMClient) async throws(Interruption) -> Bool
  {
    do {
      let result = try await write(claim, job, client)
      let left = try await queue.settle(result.settlement, for: job)
      await health.observe(left, settled: result.settlement.settledCount, result.outcome)
      return result.outcome == .taken
    } catch {
      if error == .instanceGone { throw error }
      await health.observe(claim.lengths, settled: 0, .refused)
      return false
    }
  }

  private func write(
    _ claim: WorkQueue.Claim,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> BatchResult {
    let batch = try await writer.prepare(claim, job, client)
    if !batch.settlement.isEmpty {
      // Settled before anything is sent: what an earlier pass has written must not depend on how this one ends.
      _ = try await queue.settle(batch.settlement, for: job)
    }
    guard !batch.items.isEmpty else { return BatchResult() }
    try await job.renew()
    try await queue.announce(for: job)
    do {
      return try await writer.write(batch, job, client)
    } catch {
      if error == .failed(.crmUnavailable) { try await queue.withdraw(for: job) }
      throw error
    }
  }
}

/// How the items of a queue are written, a batch at a time.
package protocol BatchWriter: Sendable {
  /// Sorts out what need not or cannot be written, and what is not to be written together.
  func prepare(
    _ claim: WorkQueue.Claim,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> QueueBatch

  /// Writes the batch and says what became of each item.
  ///
  /// - Throws: `.failed(.crmUnavailable)` when HubSpot refused it as a whole and nothing was written.
  func write(
    _ batch: QueueBatch,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> BatchResult
}

/// A claimed batch: the items still to be written, and those whose end is known already.
package struct QueueBatch: Sendable {
  package var items: [String] = []
  package var settlement = WorkQueue.Settlement()

  package init() {}
}

/// What became of a batch.
package struct BatchResult: Sendable {
  package var settlement = WorkQueue.Settlement()
  package var outcome = QueueHealth.BatchOutcome.taken

  package init() {}
}

/// How many items go into one call, and how often an item may fail.
///
/// A batch that HubSpot rejects as a whole does not say which of its items is to blame. So they are tried again in ever
/// smaller company, a tenth each time, and a rejection counts against an item only when it was alone.
package struct BatchLimits: Sendable {
  private let most: Int
  /// How often an item may fail on its own account.
  package let tries: Int

  package init(_ settings: CoreSettings) {
    most = settings.queueBatch
    tries = settings.queueTries
  }

  /// The first of the items that may be sent together.
  ///
  /// - Parameter rejections: of the batches that an item was in, so far.
  package func batch(of items: [String], rejections: (String) -> Int) -> [String] {
    var (size, batch) = (most, [String]())
    for item in items {
      size = min(size, Self.company(most, rejections(item)))
      guard batch.count < size else { break }
      batch.append(item)
    }
    return batch
  }

  private static func company(_ most: Int, _ rejections: Int) -> Int {
    (0..<min(rejections, 10)).reduce(most) { company, _ in max(1, company / 10) }
  }
}
