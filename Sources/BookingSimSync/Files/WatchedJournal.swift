import BulkSync
import DeterministicRuntime
import VirtualTime

/// A journal whose progress is told, and of which nothing is claimed from some time on: what is in flight then is still
/// settled, and the sync stops.
struct WatchedJournal: SyncJournal {
  /// What all instances of a run tell together.
  final class Watch: Sendable {
    fileprivate struct Told {
      var settled = 0
      /// nil until it is known.
      var total: Int?
      var isAsked = false
      var lastTold = 0
      /// nil when it has been told.
      var opening: String?
    }
    fileprivate let told: SimulationLocal<Told>
    fileprivate let stopsAt: VirtualInstant
    fileprivate let tell: @Sendable (String) -> Void

    /// - Parameters:
    ///   - opening: what is told when the journal has been opened.
    ///   - stopAfter: virtual seconds; nil for not at all.
    ///   - tell: receives each line, without its end.
    init(opening: String?, stopAfter: Int?, tell: @escaping @Sendable (String) -> Void) {
      stopsAt = stopAfter.map { .start + VirtualSpan(.seconds($0)) } ?? .never
      self.tell = tell
      told = SimulationLocal(Told(opening: opening))
    }

    fileprivate var isStopped: Bool { VirtualClock().now >= stopsAt }
  }

  /// A line is told when this share of the work has been done since the last.
  private static let steps = 100

  let inner: any SyncJournal
  let watch: Watch

  func claim(by owner: String) async throws(JournalError) -> ClaimedBatch? {
    if watch.isStopped { return nil }
    // The work is planned by now. One asks for all, for each question is a transaction.
    let isFirst = watch.told.withValue { told in
      defer { told.isAsked = true }
      return !told.isAsked
    }
    if isFirst {
      let progress = try await inner.progress()
      watch.told.withValue {
        $0.settled = progress.settledItems
        $0.total = progress.settledItems + progress.openItems
        $0.lastTold = $0.settled
      }
    }
    return try await inner.claim(by: owner)
  }

  func complete(_ batch: Int, _ ends: [ItemEnd]) async throws(JournalError) {
    try await inner.complete(batch, ends)
    let line = watch.told.withValue { told -> String? in
      told.settled += ends.count { $0 != .again }
      guard let total = told.total, told.settled - told.lastTold >= total / Self.steps else { return nil }
      told.lastTold = told.settled
      return "\(Words.count(told.settled)) of \(Words.count(total, "record")) settled "
        + "at \(Words.seconds(VirtualClock().now.seconds))"
    }
    if let line { watch.tell(line) }
  }

  /// - Throws: `instanceGone` when the sync is to stop: nobody asks while a batch is in flight.
  func progress() async throws(JournalError) -> SyncProgress {
    let progress = try await inner.progress()
    if watch.isStopped, !progress.isOver { throw .instanceGone }
    return progress
  }

  func open(_ identity: SyncIdentity, owner: String) async throws(JournalError) -> Set<String> {
    let unfinished = try await inner.open(identity, owner: owner)
    let opening = watch.told.withValue { told in
      defer { told.opening = nil }
      return told.opening
    }
    if let opening { watch.tell(opening) }
    return unfinished
  }

  func claims(of owner: String) async throws(JournalError) -> Int { try await inner.claims(of: owner) }

  func known() async throws(JournalError) -> [RecordKey: KnownRecord] { try await inner.known() }

  func plan(_ source: String, priority: Int, _ batches: [[SyncItem]]) async throws(JournalError) {
    try await inner.plan(source, priority: priority, batches)
  }

  func handBack(_ batch: Int) async throws(JournalError) { try await inner.handBack(batch) }

  func deadLetters() async throws(JournalError) -> [DeadLetter] { try await inner.deadLetters() }
}
