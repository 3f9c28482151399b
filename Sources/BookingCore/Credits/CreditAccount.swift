import HubSpotAPI
import Ports

/// What the store knows of one contact's credits: what HubSpot said last, and what has changed since that HubSpot does not
/// have. What the contact has is the sum of both.
///
/// HubSpot's value is only believed for a lifetime: somebody may change it there. What is owed stays until HubSpot has it.
struct CreditAccount: Sendable {
  /// The store's key of the contacts with changes that HubSpot does not have, or that may have gone over somebody's edit.
  static let owing = "credits:owing"

  /// Longer than any reading takes that may still be under way.
  private static let longestReading: Duration = .seconds(24 * 3600)

  let contact: ObjectID
  private let lifetime: Duration

  init(_ contact: ObjectID, _ settings: CoreSettings) {
    self.contact = contact
    lifetime = settings.creditLifetime
  }

  /// How often HubSpot's value was replaced here. A reader who began before the last time has seen an older one.
  func version(_ store: any StoreCommands) throws(StoreError) -> String { try store.get(versionKey) ?? "0" }

  /// What the contact has; nil when HubSpot must be asked.
  func balance(_ store: any StoreCommands) throws(StoreError) -> CreditBalance? {
    var credits: [String: Int] = [:]
    for type in BookingSchema.creditTypes {
      guard let seen = try store.get(seenKey(type)).flatMap({ Int($0) }) else { return nil }
      credits[type] = try seen + owed(type, store)
    }
    return CreditBalance(credits: credits, reference: nil)
  }

  /// Takes over what was read of the contact, if nothing newer is known.
  ///
  /// - Returns: what the contact has by it; nil when the reading is an older one.
  func learn(
    _ read: CreditBalance,
    since version: String,
    _ store: any StoreCommands
  ) throws(StoreError) -> CreditBalance? {
    guard try self.version(store) == version else { return nil }
    let landed = try write(store).flatMap { !$0.hasLanded && $0.reference == read.reference ? $0 : nil }
    var credits: [String: Int] = [:]
    for type in BookingSchema.creditTypes {
      // A write that has landed and is not settled stands in both: in HubSpot's value, and in what is owed.
      let seen = read.credits(of: type) - (landed?.changes[type]?.amount ?? 0)
      try see(seen, type, store)
      credits[type] = try seen + owed(type, store)
    }
    return CreditBalance(credits: credits, reference: read.reference)
  }

  /// Changes what is owed to HubSpot.
  func change(_ type: String, by amount: Int, _ store: any StoreCommands) throws(StoreError) {
    try store.increment(owedKey(type), by: amount)
    try store.addMember(contact.description, to: Self.owing)
  }

  /// Since when a write has landed of which nobody knows yet what it went over; nil when there is none.
  func uncheckedSince(_ store: any StoreCommands) throws(StoreError) -> Timestamp? {
    try write(store)?.landedAt
  }

  /// Whether HubSpot has to be told something.
  func owes(_ store: any StoreCommands) throws(StoreError) -> Bool {
    for type in BookingSchema.creditTypes where try owed(type, store) != 0 { return true }
    return false
  }

  /// Says what is about to be written to a contact that was just read.
  ///
  /// - Returns: the write; nil when nothing is owed (any more), or an earlier write has to be checked first.
  func announce(
    _ contact: HubSpotObject,
    reference: String,
    at now: Timestamp,
    _ store: any StoreCommands
  ) throws(StoreError) -> CreditWrite? {
    let read = CreditBalance(contact)
    if let earlier = try write(store), !earlier.hasLanded, earlier.reference == read.reference {
      try land(earlier, at: now, store)
    }
    for type in BookingSchema.creditTypes { try see(read.credits(of: type), type, store) }
    if try uncheckedSince(store) != nil { return nil }
    var write = CreditWrite(reference: reference, knownUntil: contact.updatedAt)
    for type in BookingSchema.creditTypes {
      let (value, owed) = (read.credits(of: type), try owed(type, store))
      if owed != 0 { write.changes[type] = CreditWrite.Change(read: value, amount: owed) }
    }
    guard !write.changes.isEmpty else {
      try settleUp(store)
      return nil
    }
    try store.set(writeKey, write.encoded, onlyIfAbsent: false, expiry: nil)
    return write
  }

  /// The write stands in HubSpot.
  func landed(_ write: CreditWrite, at now: Timestamp, _ store: any StoreCommands) throws(StoreError) {
    guard try self.write(store) == write else { return }
    try land(write, at: now, store)
  }

  /// Takes over what HubSpot's history says of the write that has landed: what it went over is owed to the contact.
  func check(_ contact: HubSpotObject, _ store: any StoreCommands) throws(StoreError) {
    guard let write = try write(store), write.hasLanded else { return }
    let balance = CreditBalance(contact)
    for type in write.changes.keys.sorted() {
      let overwritten = write.overwritten(type, of: contact)
      if overwritten != 0 { try store.increment(owedKey(type), by: overwritten) }
      try see(balance.credits(of: type), type, store)
    }
    try store.delete(writeKey)
    try settleUp(store)
  }

  /// The contact does not exist any more: nothing is owed to it.
  func drop(_ store: any StoreCommands) throws(StoreError) {
    for type in BookingSchema.creditTypes {
      try store.delete(seenKey(type))
      try store.delete(owedKey(type))
    }
    try store.delete(writeKey)
    try store.removeMember(contact.description, from: Self.owing)
  }

  /// What HubSpot said last is not believed any more.
  func forget(_ store: any StoreCommands) throws(StoreError) {
    for type in BookingSchema.creditTypes { try store.delete(seenKey(type)) }
  }

  /// Believes nothing that HubSpot said in an earlier era: another ledger has changed it since. Nor what a reader brings who
  /// began in one.
  func begin(era: Int, _ store: any StoreCommands) throws(StoreError) {
    guard try store.get(eraKey) != String(era) else { return }
    try forget(store)
    try renewVersion(store)
    try store.set(eraKey, String(era), onlyIfAbsent: false, expiry: Self.longestReading)
  }

  /// What was owed is in HubSpot now.
  private func land(_ write: CreditWrite, at now: Timestamp, _ store: any StoreCommands) throws(StoreError) {
    var landed = write
    landed.landedAt = now
    for (type, change) in write.changes.sorted(by: { $0.key < $1.key }) {
      try store.increment(owedKey(type), by: -change.amount)
      try see(change.value, type, store)
    }
    try store.set(writeKey, landed.encoded, onlyIfAbsent: false, expiry: nil)
    try renewVersion(store)
  }

  private func renewVersion(_ store: any StoreCommands) throws(StoreError) {
    try store.increment(versionKey, by: 1)
    try store.expire(versionKey, after: Self.longestReading)
  }

  private func see(_ value: Int, _ type: String, _ store: any StoreCommands) throws(StoreError) {
    try store.set(seenKey(type), String(value), onlyIfAbsent: false, expiry: lifetime)
  }

  /// Leaves the list of those to whom something is owed, if nothing is.
  private func settleUp(_ store: any StoreCommands) throws(StoreError) {
    for type in BookingSchema.creditTypes where try owed(type, store) == 0 { try store.delete(owedKey(type)) }
    if try !owes(store) {
      try store.delete(writeKey)
      try store.removeMember(contact.description, from: Self.owing)
    }
  }

  private func owed(_ type: String, _ store: any StoreCommands) throws(StoreError) -> Int {
    try store.get(owedKey(type)).flatMap { Int($0) } ?? 0
  }

  private func write(_ store: any StoreCommands) throws(StoreError) -> CreditWrite? {
    try store.get(writeKey).flatMap { CreditWrite(encoded: $0) }
  }

  private func seenKey(_ type: String) -> String { "credits:\(contact):\(type):seen" }
  private func owedKey(_ type: String) -> String { "credits:\(contact):\(type):owed" }
  private var writeKey: String { "credits:\(contact):write" }
  private var versionKey: String { "credits:\(contact):version" }
  private var eraKey: String { "credits:\(contact):era" }
}
