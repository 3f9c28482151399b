package import Composition
package import HubSpotAPI
package import Ports

/// Remembers what look-ups have read. Nothing that decides on a seat, a credit or a duplicate ever asks it.
///
/// A failure is never remembered, and neither is a part of an answer, for a reading gives the whole or throws.
package protocol Cache: Sendable {
  /// What is remembered under a key, or what `reading` gives.
  ///
  /// - Parameter isFresh: whether it is read in any case, and then remembered.
  func recall(
    _ key: CacheKey,
    for origin: CallOrigin,
    isFresh: Bool,
    _ reading: @escaping @Sendable () async throws(Interruption) -> CacheRecord
  ) async throws(Interruption) -> CacheRecord

  /// Remembers what somebody knows who has just written it, unless it has been forgotten since.
  ///
  /// - Parameter askedAt: from when on it holds: before the writing began.
  func keep(_ record: CacheRecord, under key: CacheKey, askedAt: Timestamp) async throws(Interruption)

  /// Forgets what is about these subjects; what is being read of them now is not remembered.
  func forget(_ subjects: [CacheSubject]) async throws(Interruption)

  /// What is remembered now, by name.
  func remembered() async throws(Interruption) -> [(key: CacheKey, record: CacheRecord)]

  func statistics() async throws(Interruption) -> CacheStatistics

  /// How old an answer of a kind may be.
  func age(of kind: CacheKind) -> Duration
}

extension Roles {
  /// Remembers what look-ups have read.
  package static let cache = Role<CoreContext, any Cache>(
    "cache",
    [.nothingRemembered, .inInstance, .inStore],
    standard: .nothingRemembered
  )
}

extension Part where Context == CoreContext, Service == any Cache {
  package static var nothingRemembered: Self { Part("none") { _ in NoCache() } }
  package static var inInstance: Self { Part("instance") { InstanceCache($0) } }
  package static var inStore: Self { Part("shared") { SharedCache($0) } }
}

extension Cache {
  /// What is remembered under a key, or what `reading` gives.
  func value<Value: Cacheable>(
    _ key: CacheKey,
    for origin: CallOrigin,
    isFresh: Bool = false,
    _ reading: @escaping @Sendable () async throws(Interruption) -> Value
  ) async throws(Interruption) -> Value {
    let record = try await recall(key, for: origin, isFresh: isFresh) { () async throws(Interruption) in
      try await reading().record
    }
    guard let value = Value(rows: record.rows) else { preconditionFailure("\(key.text) holds another kind of value") }
    return value
  }

  /// Whether anything is ever remembered.
  var remembersAnything: Bool { CacheKind.allCases.contains { age(of: $0) > .zero } }
}

/// Reads everything each time.
package struct NoCache: Cache {
  package init() {}

  package func recall(
    _ key: CacheKey,
    for origin: CallOrigin,
    isFresh: Bool,
    _ reading: @escaping @Sendable () async throws(Interruption) -> CacheRecord
  ) async throws(Interruption) -> CacheRecord {
    try await reading()
  }

  package func keep(_ record: CacheRecord, under key: CacheKey, askedAt: Timestamp) async throws(Interruption) {}

  package func forget(_ subjects: [CacheSubject]) async throws(Interruption) {}

  package func remembered() async throws(Interruption) -> [(key: CacheKey, record: CacheRecord)] { [] }

  package func statistics() async throws(Interruption) -> CacheStatistics { CacheStatistics() }

  package func age(of kind: CacheKind) -> Duration { .zero }
}
