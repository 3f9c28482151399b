import BookingAPI
import Ports

/// The queue's records in the store, for scripts: the order in which requests wait, who works on them, and what became of
/// them.
///
/// A request that is open stands in exactly one of three sorted sets; every change is made by one script, so that whoever dies
/// leaves it in one of them.
package enum RequestRecords {
  /// Those that wait for their turn, by rank.
  package static let ready = "booking_queue"
  /// Those that wait for their next try, by the moment (Unix ms) from which on they may have it.
  package static let delayed = "booking_queue:delayed"
  /// Those that somebody works on, by the moment (Unix ms) at which it is looked whether somebody still does.
  package static let claimed = "booking_queue:claimed"
  /// Those that have failed, longest ago first.
  package static let failed = "failed_bookings"
  static let sequence = "booking_queue:sequence"
  static let pace = "booking_queue:pace"
  private static let rhythm = "booking_queue:rhythm"

  /// The sets of those that have no end yet.
  package static let open = [ready, delayed, claimed]

  package static func record(_ id: String) -> String { "booking_request:" + id }
  static func claim(_ id: String) -> String { "booking_claim:" + id }

  static func entry(_ id: String, _ store: any StoreCommands) throws(StoreError) -> QueueEntry? {
    try store.get(record(id)).flatMap { QueueEntry(encoded: $0) }
  }

  /// How many have no end yet.
  static func length(_ store: any StoreCommands) throws(StoreError) -> Int {
    var length = 0
    for key in open { length += try store.scoredCount(key) }
    return length
  }

  /// Where an open request stands.
  ///
  /// - Parameter withRhythm: whether anybody wants to know how the queue is served.
  static func standing(
    of entry: QueueEntry,
    withRhythm: Bool,
    _ store: any StoreCommands
  ) throws(StoreError) -> Standing {
    let id = entry.id.description
    return Standing(
      ahead: try store.scoredCount(claimed) + (store.rank(of: id, in: ready) ?? 0),
      notBefore: try store.score(of: id, in: delayed).map { Timestamp(nanoseconds: $0 * 1_000_000) },
      length: try length(store),
      rhythm: withRhythm ? try rhythm(store) : nil
    )
  }

  /// Where a request stands, and what its wait depends on.
  struct Standing: Hashable, Sendable {
    /// How many will have been served before this one is.
    var ahead = 0
    /// When it may have its next try; nil for one that waits for none.
    var notBefore: Timestamp?
    /// How many have no end yet.
    var length = 0
    /// nil while nobody has waited yet.
    var rhythm: ServingRhythm?
  }

  static func rhythm(_ store: any StoreCommands) throws(StoreError) -> ServingRhythm? {
    try store.get(rhythm).flatMap { ServingRhythm(encoded: $0) }
  }

  /// Notes how the queue is served.
  static func note(
    at now: Timestamp,
    _ store: any StoreCommands,
    _ change: (inout ServingRhythm) -> Void
  ) throws(StoreError) {
    var noted = try rhythm(store) ?? ServingRhythm(busySince: now)
    change(&noted)
    try store.set(rhythm, noted.encoded, onlyIfAbsent: false, expiry: .seconds(3_600))
  }

  /// Takes a request into the queue, behind or before those that wait already.
  static func enter(_ entry: QueueEntry, at now: Timestamp, _ store: any StoreCommands) throws(StoreError) {
    // Those that wait for their next try are in nobody's way.
    let isFirst = try store.scoredCount(ready) + store.scoredCount(claimed) == 0
    try wait(entry, store)
    let isHigh = entry.request.priority == .high
    guard isFirst || isHigh else { return }
    try note(at: now, store) { rhythm in
      if isFirst { rhythm.becomeBusy(at: now) }
      if isHigh { rhythm.enterHigh(at: now) }
    }
  }

  /// A place in the order of those that wait: by the time of coming, those of high priority with a head start. So a normal
  /// request is overtaken by no high one that comes later than the head start.
  static func newRank(
    at now: Timestamp,
    _ priority: BookingPriority,
    _ settings: QueueSettings,
    _ store: any StoreCommands
  ) throws(StoreError) -> Int64 {
    let number = Int64(try store.increment(sequence, by: 1))
    let head = priority == .high ? settings.headStart.wholeMilliseconds : 0
    // Those of one millisecond in the order in which they came.
    return (now.milliseconds - head) * 1_000 + number % 1_000
  }

  /// Lets an open request wait for its turn.
  static func wait(_ entry: QueueEntry, _ store: any StoreCommands) throws(StoreError) {
    try move(entry, to: .waiting, nil, store)
    try store.addScored(entry.id.description, score: entry.rank, to: ready)
  }

  /// Lets an open request wait for its next try.
  static func delay(_ entry: QueueEntry, until instant: Timestamp, _ store: any StoreCommands) throws(StoreError) {
    try move(entry, to: .waiting, nil, store)
    try store.addScored(entry.id.description, score: instant.milliseconds, to: delayed)
  }

  /// Gives a request its end, and notes whom to tell.
  static func end(
    _ entry: QueueEntry,
    as end: QueueEntry.End,
    at now: Timestamp,
    keptFor lifetime: Duration,
    _ store: any StoreCommands
  ) throws(StoreError) {
    try move(entry, to: .ended(end), lifetime, store)
    if end != .withdrawn { try note(at: now, store) { $0.end(at: now) } }
    if case .failed = end {
      // It may stand there still, from a round whose record has been forgotten since.
      try store.removeFirst(entry.id.description, from: failed)
      try store.pushLast(failed, entry.id.description)
    }
    try store.pushLast(WorkQueue.Name.notices.rawValue, EndNotice(entry, end).encoded)
  }

  /// Takes a request out of wherever it stands, and writes down how it stands now.
  static func move(
    _ entry: QueueEntry,
    to state: QueueEntry.State,
    _ lifetime: Duration?,
    _ store: any StoreCommands
  ) throws(StoreError) {
    var entry = entry
    entry.state = state
    let id = entry.id.description
    for key in open { try store.removeScored(id, from: key) }
    if state != .serving { try store.delete(claim(id)) }
    try store.set(record(id), entry.encoded, onlyIfAbsent: false, expiry: lifetime)
  }
}
