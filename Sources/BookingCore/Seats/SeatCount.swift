import HubSpotAPI
import Ports

/// The store's count of the seats of one exam that are taken, held ones included.
///
/// It may run out only while nothing is in motion: no seat held, no cancellation under way, and nothing sold or returned
/// that HubSpot does not have yet. So a count that is gone is one that HubSpot's own number replaces.
struct SeatCount: Sendable {
  let keys: SeatKeys
  let lifetime: Duration

  init(_ exam: ObjectID, _ settings: CoreSettings) {
    keys = SeatKeys(exam)
    lifetime = settings.seatCounterLifetime
  }

  /// nil when the store has none.
  func taken(_ store: any StoreCommands) throws(StoreError) -> Int? { try store.get(keys.taken).flatMap { Int($0) } }

  /// What is sold: nil when the store has no count, or one that cannot be, with fewer seats taken than are held.
  func sold(_ store: any StoreCommands) throws(StoreError) -> Int? {
    guard let taken = try taken(store) else { return nil }
    let sold = try taken - store.memberCount(keys.held)
    return sold >= 0 ? sold : nil
  }

  /// The count, taken over from HubSpot's number if the store has none, never over one that is there: HubSpot's is
  /// older. Held seats are not in it and are added. The reconciliation looks at the count from then on.
  func taken(seededFrom exam: ExamRecord, at now: Timestamp, _ store: any StoreCommands) throws(StoreError) -> Int {
    if let taken = try taken(store) { return taken }
    let taken = try exam.totalBookings + store.memberCount(keys.held)
    try set(taken, at: now, store)
    return taken
  }

  /// Sets the count, never below 0, and tells the reconciliation. Called after the sets that say what is in motion have
  /// changed.
  func set(_ taken: Int, at now: Timestamp, _ store: any StoreCommands) throws(StoreError) {
    let isWritten = try !store.isMember(keys.exam, of: SeatKeys.changed)
    let isAtRest = try isWritten ? !keys.mayComeFree(store) : false
    try store.set(keys.taken, String(max(0, taken)), onlyIfAbsent: false, expiry: isAtRest ? lifetime : nil)
    try store.addScored(keys.exam, score: now.milliseconds, to: SeatKeys.known)
  }

  /// HubSpot has the count: it may run out from now on, unless a seat may come free. Nothing has changed for the
  /// reconciliation.
  func written(_ store: any StoreCommands) throws(StoreError) {
    try store.removeMember(keys.exam, from: SeatKeys.changed)
    if try !keys.mayComeFree(store) { try store.expire(keys.taken, after: lifetime) }
  }
}
