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

  /// How many will have been served before this one is.
  static func ahead(of entry: QueueEntry, _ store: any StoreCommands) throws(StoreError) -> Int {
    let id = entry.id.description
    let underWay = try store.scoredCount(claimed)
    guard let rank = try store.rank(of: id, in: ready) else { return underWay }
    return rank + underWay
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
    keptFor lifetime: Duration,
    _ store: any StoreCommands
  ) throws(StoreError) {
    try move(entry, to: .ended(end), lifetime, store)
    if case .failed = end { try store.pushLast(failed, entry.id.description) }
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
