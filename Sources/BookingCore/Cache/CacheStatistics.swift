package import BookingAPI
import HubSpotAPI
import Ports

/// Counts of what is remembered and of the looks at it, within one instance.
package struct CacheStatistics: Hashable, Sendable {
  /// What is remembered, by kind.
  package var keys: [CacheKind: Int] = [:]
  package var hits: [CacheKind: Int] = [:]
  /// By kind and reason.
  package var misses: [CacheKind: [CacheLook.Miss: Int]] = [:]
  /// Of all that is remembered, its names included, in bytes.
  package var bytes = 0
  /// How many answers have made room for others.
  package var evictions = 0
  /// How many answers can be remembered; 0 where nothing is.
  package var limit = 0

  package init() {}

  mutating func count(_ kind: CacheKind, _ miss: CacheLook.Miss?) {
    if let miss { misses[kind, default: [:]][miss, default: 0] += 1 } else { hits[kind, default: 0] += 1 }
  }

  mutating func count(_ key: CacheKey, _ record: CacheRecord) {
    keys[key.kind, default: 0] += 1
    bytes += key.text.utf8.count + record.rows.joined().reduce(0) { $0 + $1.utf8.count }
  }

  /// As an endpoint tells them.
  package var told: ToldCacheStatistics {
    var told = ToldCacheStatistics()
    for (kind, count) in keys { told.keys[kind.rawValue] = count }
    for (kind, count) in hits { told.hits[kind.rawValue] = count }
    for reasons in misses.values {
      for (reason, count) in reasons { told.misses[reason.rawValue, default: 0] += count }
    }
    told.evictions = evictions
    told.bytes = bytes
    told.limit = limit
    return told
  }
}

/// Counts looks, and reports each.
actor CacheTally {
  private var statistics = CacheStatistics()
  private let context: CoreContext

  init(_ context: CoreContext) { self.context = context }

  func count<Value>(_ key: CacheKey, _ origin: CallOrigin, _ recalled: Recalled<Value>) {
    statistics.count(key.kind, recalled.miss)
    context.events.record(
      .cacheLook(CacheLook(key.kind, origin: origin, miss: recalled.miss, age: recalled.age))
    )
  }

  func count(evictions: Int) { statistics.evictions += evictions }

  /// The counts, with what is remembered now.
  func statistics(with remembered: [(key: CacheKey, record: CacheRecord)]) -> CacheStatistics {
    var statistics = statistics
    statistics.limit = context.settings.cache.entries
    for (key, record) in remembered { statistics.count(key, record) }
    return statistics
  }
}
