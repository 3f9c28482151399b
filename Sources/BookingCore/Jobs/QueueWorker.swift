import HubSpotAPI
package import Ports

/// Empties a queue in batches, one batch a pass, by one instance at a time.
///
/// A batch that HubSpot refuses as a whole (429) says nothing against its items: they stay claimed for the next pass.
package struct QueueWorker: BackgroundJob {
  package let name: String
  package let interval: Duration
  private let context: CoreContext
  private let queue: WorkQueue
  private let writer: any BatchWriter
  private let health: QueueHealth

  /// - Parameter name: names the worker, its lease and its calls.
  package init(
    _ name: String,
    every interval: Duration,
    _ queue: WorkQueue,
    _ writer: any BatchWriter,
    _ context: CoreContext
  ) {
    self.name = name
    self.interval = interval
    self.context = context
    self.queue = queue
    self.writer = writer
    let passesPerMinute = max(1, Int(Duration.seconds(60) / interval))
    health = QueueHealth(queue.name, expectedPerMinute: context.settings.queueBatch * passesPerMinute, context)
  }

  package func run(pass: Int) async throws(InstanceGone) -> Bool {
    try await JobLease.hold(name, context) { (lease) async throws(Interruption) in
      let claim = try await queue.claim(context.settings.queueBatch)
      guard !claim.items.isEmpty else {
        await health.observe(claim.lengths, settled: 0, succeeded: true)
        return false
      }
      try await settle(claim, lease, context.client(for: .worker(name, pass: pass)))
      return true
    }
  }

  private func settle(_ claim: WorkQueue.Claim, _ lease: JobLease, _ client: CRMClient) async throws(Interruption) {
    do {
      let settlement = try await write(claim, lease, client)
      let left = try await queue.settle(settlement)
      await health.observe(left, settled: settlement.settledCount, succeeded: true)
    } catch {
      if error == .instanceGone { throw error }
      await health.observe(claim.lengths, settled: 0, succeeded: false)
    }
  }

  private func write(
    _ claim: WorkQueue.Claim,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> WorkQueue.Settlement {
    var batch = try await writer.prepare(claim, lease, client)
    if !batch.settlement.isEmpty {
      // Settled before anything is sent: what an earlier pass has written must not depend on how this one ends.
      _ = try await queue.settle(batch.settlement)
      batch.settlement = WorkQueue.Settlement()
    }
    try await lease.renew()
    try await queue.announce()
    do {
      return try await writer.write(batch, lease, client)
    } catch {
      if error == .failed(.crmUnavailable) { try await queue.withdraw() }
      throw error
    }
  }
}

/// How the items of a queue are written, a batch at a time.
package protocol BatchWriter: Sendable {
  /// Sorts out what need not or cannot be written.
  func prepare(
    _ claim: WorkQueue.Claim,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> QueueBatch

  /// Writes the batch and says what became of each item.
  ///
  /// - Throws: `.failed(.crmUnavailable)` when HubSpot refused it as a whole and nothing was written.
  func write(
    _ batch: QueueBatch,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> WorkQueue.Settlement
}

/// A claimed batch: the items still to be written, and those whose end is known already.
package struct QueueBatch: Sendable {
  package var items: [String] = []
  package var settlement = WorkQueue.Settlement()

  package init() {}
}
