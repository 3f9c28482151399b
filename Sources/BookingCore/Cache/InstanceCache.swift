package import HubSpotAPI
package import Ports

/// Remembers in the instance's own memory, as the customer's later document decides: what another instance learns, or
/// writes, this one does not know before its lifetime ends or an event of HubSpot's reaches it.
package struct InstanceCache: Cache {
  private let settings: CacheSettings
  private let memory: Memory<CacheKey, CacheRecord>
  private let tally: CacheTally

  package init(_ context: CoreContext) {
    settings = context.settings.cache
    memory = Memory(
      lifetime: .zero,
      limit: settings.entries,
      wariness: context.settings.wariness,
      lateness: context.settings.reconciliationQuiet,
      time: context.time
    )
    tally = CacheTally(context)
  }

  package func recall(
    _ key: CacheKey,
    for origin: CallOrigin,
    isFresh: Bool,
    _ reading: @escaping @Sendable () async throws(Interruption) -> CacheRecord
  ) async throws(Interruption) -> CacheRecord {
    let recalled = try await memory.recall(
      key,
      lifetime: age(of: key.kind),
      isLate: key.isSearched,
      isFresh: isFresh,
      reading
    )
    await tally.count(key, origin, recalled)
    return recalled.value
  }

  package func keep(_ record: CacheRecord, under key: CacheKey, askedAt: Timestamp) async throws(Interruption) {
    await memory.keep(record, under: key, askedAt: askedAt, lifetime: age(of: key.kind))
  }

  package func forget(_ subjects: [CacheSubject]) async throws(Interruption) {
    await memory.forget(.about(subjects.flatMap(\.withItsLists)))
  }

  package func remembered() async throws(Interruption) -> [(key: CacheKey, record: CacheRecord)] {
    await memory.remembered.map { ($0.key, $0.value) }.sorted { $0.key.text < $1.key.text }
  }

  package func statistics() async throws(Interruption) -> CacheStatistics {
    var statistics = await tally.statistics(with: try await remembered())
    statistics.evictions = await memory.evictions
    return statistics
  }

  package func age(of kind: CacheKind) -> Duration { settings.lifetime(of: kind) }
}

extension Memory.Doubt where Key == CacheKey, Value == CacheRecord {
  static func about(_ subjects: [CacheSubject]) -> Self {
    Memory.Doubt(mayConcern: { key in subjects.contains { key.mayTell(of: $0) } }) { key, record in
      subjects.contains { $0 == .everything || key.subjects.contains($0) || record.subjects.contains($0) }
    }
  }
}

extension CoreSettings {
  /// How long after a change it is not taken for granted that every way of reading shows it, or that every request that
  /// was at work with the old state has ended.
  var wariness: Duration { max(reconciliationQuiet, requestDeadline) }
}
