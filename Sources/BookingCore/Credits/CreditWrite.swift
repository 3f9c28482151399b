import HubSpotAPI
import Ports

/// A write of a contact's credits to HubSpot, as the store remembers it until HubSpot's history has shown what it went over.
///
/// HubSpot takes a value whatever stands there, so what somebody typed between the reading and the write is gone from the
/// record, but not from its history.
struct CreditWrite: Hashable, Sendable {
  /// What becomes of the credits of one type.
  struct Change: Hashable, Sendable {
    /// What stood in HubSpot when the write was made up.
    let read: Int
    let amount: Int

    var value: Int { read + amount }
  }

  /// What HubSpot shows as the contact's reference once the write has landed.
  let reference: String
  /// The last change of the contact that the reading knew, by HubSpot's clock: milliseconds since the Unix epoch.
  let knownUntil: Int64
  /// Since when it is known to have landed, to the millisecond.
  var landedAt: Timestamp?
  /// By type.
  var changes: [String: Change] = [:]

  init(reference: String, knownUntil: Int64) {
    self.reference = reference
    self.knownUntil = knownUntil
  }

  var hasLanded: Bool { landedAt != nil }

  /// What HubSpot is told.
  var properties: [Property] {
    changes.sorted { $0.key < $1.key }.map { Property(BookingSchema.Contact.credits($0.key), String($0.value.value)) }
      + [Property(BookingSchema.Contact.creditReference, reference)]
  }

  /// By how much others had moved the credits of a type between the reading and the write, which went over it.
  ///
  /// - Parameter contact: read with the history of its credits and its reference, after the write has landed.
  func overwritten(_ type: String, of contact: HubSpotObject) -> Int {
    let references = contact.versions(of: BookingSchema.Contact.creditReference)
    guard let change = changes[type], let landed = references.first(where: { $0.value == reference }) else { return 0 }
    // Every write of this ledger changes the reference too: also one that was given up and has landed late.
    let own = Set(references.map(\.timestamp))
    var (standing, moved) = (change.read, 0)
    for version in contact.versions(of: BookingSchema.Contact.credits(type)).reversed()
    where version.timestamp > knownUntil && version.timestamp <= landed.timestamp {
      let value = version.value.flatMap { Int($0) } ?? 0
      let isOwn = version.source == .integration && own.contains(version.timestamp)
      if isOwn, version.timestamp == landed.timestamp { break }
      if !isOwn { moved += value - standing }
      standing = value
    }
    return moved
  }
}

extension CreditWrite {
  /// As the store keeps it.
  var encoded: String {
    let read = changes.keys.sorted().compactMap { type in
      changes[type].map { "\(type)=\($0.read):\($0.amount)" }
    }
    let landed = landedAt.map { String($0.milliseconds) } ?? "sent"
    return StoredFields.join([reference, landed, String(knownUntil)] + read)
  }

  /// nil for what is no such write.
  init?(encoded text: String) {
    let fields = StoredFields.split(text)
    guard fields.count >= 3, fields[1] == "sent" || Int64(fields[1]) != nil, let knownUntil = Int64(fields[2]) else {
      return nil
    }
    self.init(reference: fields[0], knownUntil: knownUntil)
    landedAt = Int64(fields[1]).map { Timestamp(nanoseconds: $0 * 1_000_000) }
    for field in fields.dropFirst(3) {
      let sides = field.split(separator: "=").map(String.init)
      let numbers = sides.last?.split(separator: ":").compactMap { Int($0) } ?? []
      guard sides.count == 2, numbers.count == 2 else { return nil }
      changes[sides[0]] = Change(read: numbers[0], amount: numbers[1])
    }
  }
}
