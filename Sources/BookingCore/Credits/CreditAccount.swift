import HubSpotAPI
import Ports

/// What the store knows of one contact's credits: what HubSpot said last, and what has changed since that HubSpot does not
/// have. What the contact has is the sum of both.
///
/// HubSpot's value is only believed for a lifetime: somebody may change it there. What is owed stays until HubSpot has it.
struct CreditAccount: Sendable {
  /// The store's key of the contacts with changes that HubSpot does not have.
  static let owing = "credits:owing"

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
    let landed = try announced(store).flatMap { $0.reference == read.reference ? $0 : nil }
    var credits: [String: Int] = [:]
    for type in BookingSchema.creditTypes {
      // A write that has landed and is not settled stands in both: in HubSpot's value, and in what is owed.
      let seen = read.credits(of: type) - (landed?.amounts[type] ?? 0)
      try store.set(seenKey(type), String(seen), onlyIfAbsent: false, expiry: lifetime)
      credits[type] = try seen + owed(type, store)
    }
    return CreditBalance(credits: credits, reference: read.reference)
  }

  /// Changes what is owed to HubSpot.
  func change(_ type: String, by amount: Int, _ store: any StoreCommands) throws(StoreError) {
    try store.increment(owedKey(type), by: amount)
    try store.addMember(contact.description, to: Self.owing)
  }

  /// Says what is about to be written, to what was just read.
  ///
  /// - Returns: the new values by type; nil when nothing is owed (any more).
  func announce(
    _ read: CreditBalance,
    reference: String,
    _ store: any StoreCommands
  ) throws(StoreError) -> [String: Int]? {
    if let earlier = try announced(store), earlier.reference == read.reference { try settle(earlier, store) }
    var announced = Announced(reference: reference, amounts: [:])
    var values: [String: Int] = [:]
    for type in BookingSchema.creditTypes {
      let (value, owed) = (read.credits(of: type), try owed(type, store))
      try store.set(seenKey(type), String(value), onlyIfAbsent: false, expiry: lifetime)
      guard owed != 0 else { continue }
      announced.amounts[type] = owed
      values[type] = value + owed
    }
    guard !values.isEmpty else {
      try settleUp(store)
      return nil
    }
    try store.set(sentKey, announced.encoded, onlyIfAbsent: false, expiry: nil)
    return values
  }

  /// The announced values stand in HubSpot.
  func written(_ values: [String: Int], reference: String, _ store: any StoreCommands) throws(StoreError) {
    guard let announced = try announced(store), announced.reference == reference else { return }
    try settle(announced, store)
    for type in values.keys.sorted() {
      try store.set(seenKey(type), String(values[type] ?? 0), onlyIfAbsent: false, expiry: lifetime)
    }
    try settleUp(store)
  }

  /// The contact does not exist any more: nothing is owed to it.
  func drop(_ store: any StoreCommands) throws(StoreError) {
    for type in BookingSchema.creditTypes {
      try store.delete(seenKey(type))
      try store.delete(owedKey(type))
    }
    try store.delete(sentKey)
    try store.removeMember(contact.description, from: Self.owing)
  }

  /// What HubSpot said last is not believed any more.
  func forget(_ store: any StoreCommands) throws(StoreError) {
    for type in BookingSchema.creditTypes { try store.delete(seenKey(type)) }
  }

  private func settle(_ announced: Announced, _ store: any StoreCommands) throws(StoreError) {
    for type in announced.amounts.keys.sorted() {
      try store.increment(owedKey(type), by: -(announced.amounts[type] ?? 0))
    }
    try store.delete(sentKey)
    try store.increment(versionKey, by: 1)
    // Longer than any reading takes that may still be under way.
    try store.expire(versionKey, after: .seconds(24 * 3600))
  }

  /// Leaves the list of those to whom something is owed, if nothing is.
  private func settleUp(_ store: any StoreCommands) throws(StoreError) {
    var isOwed = false
    for type in BookingSchema.creditTypes {
      if try owed(type, store) != 0 { isOwed = true } else { try store.delete(owedKey(type)) }
    }
    if !isOwed {
      try store.delete(sentKey)
      try store.removeMember(contact.description, from: Self.owing)
    }
  }

  private func owed(_ type: String, _ store: any StoreCommands) throws(StoreError) -> Int {
    try store.get(owedKey(type)).flatMap { Int($0) } ?? 0
  }

  private func announced(_ store: any StoreCommands) throws(StoreError) -> Announced? {
    try store.get(sentKey).flatMap { Announced(encoded: $0) }
  }

  private func seenKey(_ type: String) -> String { "credits:\(contact):\(type):seen" }
  private func owedKey(_ type: String) -> String { "credits:\(contact):\(type):owed" }
  private var sentKey: String { "credits:\(contact):sent" }
  private var versionKey: String { "credits:\(contact):version" }

  /// A write whose outcome is not known yet: the reference that HubSpot shows when it has landed, and the changes in it.
  private struct Announced {
    let reference: String
    var amounts: [String: Int]

    init(reference: String, amounts: [String: Int]) {
      self.reference = reference
      self.amounts = amounts
    }

    var encoded: String {
      ([reference] + amounts.keys.sorted().map { "\($0)=\(amounts[$0] ?? 0)" }).joined(separator: "|")
    }

    init?(encoded text: String) {
      let fields = text.split(separator: "|").map(String.init)
      guard let reference = fields.first else { return nil }
      self.init(reference: reference, amounts: [:])
      for field in fields.dropFirst() {
        let sides = field.split(separator: "=").map(String.init)
        guard sides.count == 2, let amount = Int(sides[1]) else { return nil }
        amounts[sides[0]] = amount
      }
    }
  }
}
