package import BulkSync
import DeterministicRuntime
package import Faults
import Ports
package import SyncScenarios
import VirtualTime

/// A journal as one instance reaches it: each transaction takes a time, and is committed at its end if the instance still
/// lives then.
package struct SimulatedJournal: SyncJournal {
  private let committed: any SyncJournal
  private let ports: InstancePorts
  private let latency: VirtualSpan
  private let outages: [JournalOutage]
  private let monitor: SyncMonitor?

  /// - Parameters:
  ///   - committed: what outlives the instance; its own transactions take no virtual time.
  ///   - latency: of a transaction, not negative.
  ///   - outages: when no transaction is committed.
  ///   - monitor: is told whether the journal was there.
  package init(
    _ committed: any SyncJournal,
    ports: InstancePorts,
    latency: Duration,
    outages: [JournalOutage] = [],
    monitor: SyncMonitor? = nil
  ) {
    self.committed = committed
    self.ports = ports
    self.latency = VirtualSpan(latency)
    self.outages = outages
    self.monitor = monitor
  }

  /// Whether the journal takes a transaction now.
  private var isThere: Bool {
    let now = VirtualInstant.start.duration(to: VirtualClock().now)
    let isThere = !outages.contains { $0.from <= now && now < $0.until }
    if !outages.isEmpty { monitor?.noteJournal(isThere: isThere) }
    return isThere
  }

  package func open(_ identity: SyncIdentity, owner: String) async throws(JournalError) -> Set<String> {
    try await transaction { () async throws(JournalError) in try await committed.open(identity, owner: owner) }
  }

  package func claims(of owner: String) async throws(JournalError) -> Int {
    try await transaction { () async throws(JournalError) in try await committed.claims(of: owner) }
  }

  package func known() async throws(JournalError) -> [RecordKey: KnownRecord] {
    try await transaction { () async throws(JournalError) in try await committed.known() }
  }

  package func plan(_ source: String, priority: Int, _ batches: [[SyncItem]]) async throws(JournalError) {
    try await transaction { () async throws(JournalError) in
      try await committed.plan(source, priority: priority, batches)
    }
  }

  package func claim(by owner: String) async throws(JournalError) -> ClaimedBatch? {
    try await transaction { () async throws(JournalError) in try await committed.claim(by: owner) }
  }

  package func complete(_ batch: Int, _ ends: [ItemEnd]) async throws(JournalError) {
    try await transaction { () async throws(JournalError) in try await committed.complete(batch, ends) }
  }

  package func handBack(_ batch: Int) async throws(JournalError) {
    try await transaction { () async throws(JournalError) in try await committed.handBack(batch) }
  }

  package func progress() async throws(JournalError) -> SyncProgress {
    try await transaction { () async throws(JournalError) in try await committed.progress() }
  }

  package func deadLetters() async throws(JournalError) -> [DeadLetter] {
    try await transaction { () async throws(JournalError) in try await committed.deadLetters() }
  }

  private func transaction<Output: Sendable>(
    _ body: () async throws(JournalError) -> Output
  ) async throws(JournalError) -> Output {
    let result: Result<Output, JournalError>
    do throws(InstanceGone) {
      result = try await ports.use { () async -> Result<Output, JournalError> in
        await VirtualClock().sleepThroughCancellation(for: latency)
        guard ports.fence.isPassable else { return .failure(.instanceGone) }
        guard isThere else { return .failure(.unavailable("the journal cannot be reached")) }
        do throws(JournalError) { return .success(try await body()) } catch { return .failure(error) }
      }
    } catch {
      throw .instanceGone
    }
    return try result.get()
  }
}
