import HubSpotAPI
import Ports

/// Remembers for some, and for others not, or elsewhere. What is written is forgotten by both: a contact that comes back to
/// one of them finds nothing older there than if it had never been away.
struct SwitchedCache: Cache {
  private let off: any Cache
  private let on: any Cache
  private let share: SwitchShare

  init(off: any Cache, on: any Cache, _ share: SwitchShare) { (self.off, self.on, self.share) = (off, on, share) }

  func recall(
    _ key: CacheKey,
    for origin: CallOrigin,
    isFresh: Bool,
    _ reading: @escaping @Sendable () async throws(Interruption) -> CacheRecord
  ) async throws(Interruption) -> CacheRecord {
    try await cache(of: key, for: origin).recall(key, for: origin, isFresh: isFresh, reading)
  }

  func keep(_ record: CacheRecord, under key: CacheKey, askedAt: Timestamp) async throws(Interruption) {
    try await off.keep(record, under: key, askedAt: askedAt)
    try await on.keep(record, under: key, askedAt: askedAt)
  }

  func forget(_ subjects: [CacheSubject]) async throws(Interruption) {
    try await off.forget(subjects)
    try await on.forget(subjects)
  }

  func remembered() async throws(Interruption) -> [(key: CacheKey, record: CacheRecord)] {
    try await off.remembered() + on.remembered()
  }

  func statistics() async throws(Interruption) -> CacheStatistics {
    var statistics = try await off.statistics()
    statistics.add(try await on.statistics())
    return statistics
  }

  func age(of kind: CacheKind) -> Duration { max(off.age(of: kind), on.age(of: kind)) }

  /// By the contact that the key is about, or by the visitor who asks. A job reads ahead for those who are switched on.
  private func cache(of key: CacheKey, for origin: CallOrigin) -> any Cache {
    let isOn =
      if let contact = key.contact {
        share.includes(contact)
      } else if let number = origin.number {
        share.includes(number: Int64(number))
      } else {
        share.includesAnybody
      }
    return isOn ? on : off
  }
}

extension CacheKey {
  /// The contact that every value of it is about, if it is about one.
  fileprivate var contact: ObjectID? {
    for case .contact(let contact) in subjects { return contact }
    return nil
  }
}

extension CacheStatistics {
  fileprivate mutating func add(_ other: CacheStatistics) {
    keys.merge(other.keys, uniquingKeysWith: +)
    hits.merge(other.hits, uniquingKeysWith: +)
    for (kind, reasons) in other.misses { misses[kind, default: [:]].merge(reasons, uniquingKeysWith: +) }
    bytes += other.bytes
    evictions += other.evictions
    limit = max(limit, other.limit)
  }
}
