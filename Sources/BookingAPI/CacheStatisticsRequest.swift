package import HubSpotAPI

/// Tells what an instance remembers, and how often that was of use.
package struct CacheStatisticsRequest: Hashable, Sendable {
  package init() {}
}

extension CacheStatisticsRequest: EndpointRequest {
  package typealias Reply = LookUpOutcome<ToldCacheStatistics>

  package static let endpoint = Endpoint(
    "cache-stats",
    .get,
    "/api/admin/cache/stats",
    "What is remembered, and how often that was of use."
  )

  package var subject: ObjectID? { nil }

  package var json: JSONValue { .object([]) }

  package init(json: JSONValue) throws(FieldProblem) { self.init() }
}

/// Counts by name. Those of looks are of the instance that answers, since it began.
package struct ToldCacheStatistics: FoundContent {
  package static let code = "CACHE"
  /// What is remembered, by kind of key.
  package var keys: [String: Int] = [:]
  /// By kind of key.
  package var hits: [String: Int] = [:]
  /// By reason.
  package var misses: [String: Int] = [:]
  package var evictions = 0
  package var bytes = 0
  /// How many keys there can be.
  package var limit = 0

  package init() {}

  /// Of all looks, in per cent; nil before the first.
  package var hitRate: Int? {
    let (hits, misses) = (hits.values.reduce(0, +), misses.values.reduce(0, +))
    return hits + misses == 0 ? nil : 100 * hits / (hits + misses)
  }

  package var members: [JSONValue.Member] {
    var members = [
      JSONValue.Member("totalKeys", .integer(Int64(keys.values.reduce(0, +)))),
      JSONValue.Member("keysByType", .counts(keys)), JSONValue.Member("hits", .counts(hits)),
      JSONValue.Member("misses", .counts(misses)), JSONValue.Member("evictions", .integer(Int64(evictions))),
      JSONValue.Member("bytes", .integer(Int64(bytes))), JSONValue.Member("maxSize", .integer(Int64(limit))),
    ]
    if let hitRate { members.append(JSONValue.Member("hitRatePercent", .integer(Int64(hitRate)))) }
    return members
  }

  package init(json: JSONValue) throws(FieldProblem) {
    keys = try json.counts("keysByType")
    hits = try json.counts("hits")
    misses = try json.counts("misses")
    evictions = try json.number("evictions", in: 0...Int.max)
    bytes = try json.number("bytes", in: 0...Int.max)
    limit = try json.number("maxSize", in: 0...Int.max)
  }
}
