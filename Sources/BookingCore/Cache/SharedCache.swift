package import HubSpotAPI
package import Ports

/// Remembers in the store, for all instances: what one learns all know, and what one forgets is forgotten by all.
package struct SharedCache: Cache {
  private let context: CoreContext
  private let settings: CacheSettings
  /// Remembers nothing itself: who asks while somebody of this instance looks waits for that look.
  private let looks: Memory<CacheKey, Recalled<CacheRecord>>
  private let tally: CacheTally

  package init(_ context: CoreContext) {
    self.context = context
    settings = context.settings.cache
    looks = Memory(lifetime: .zero, limit: 0, time: context.time)
    tally = CacheTally(context)
  }

  package func recall(
    _ key: CacheKey,
    for origin: CallOrigin,
    isFresh: Bool,
    _ reading: @escaping @Sendable () async throws(Interruption) -> CacheRecord
  ) async throws(Interruption) -> CacheRecord {
    let look = try await looks.recall(key, lifetime: age(of: key.kind), isFresh: isFresh) {
      () async throws(Interruption) in
      let askedAt = context.time.now
      let found = isFresh ? .missed(.absent) : try await find(key)
      if case .found(let rows, let at) = found {
        return Recalled(value: CacheRecord(rows), age: askedAt - at, miss: nil)
      }
      let record = try await reading()
      try await keep(record, under: key, askedAt: askedAt)
      return Recalled(value: record, age: .zero, miss: found.miss)
    }
    await tally.count(key, origin, look.value)
    return look.value.value
  }

  private enum Found: Hashable, Sendable {
    case found([[String]], at: Timestamp)
    case missed(CacheLook.Miss)

    var miss: CacheLook.Miss { if case .missed(let miss) = self { miss } else { .absent } }
  }

  private func find(_ key: CacheKey) async throws(Interruption) -> Found {
    let (names, now) = (Names(key), context.time.now)
    return try await context.store.run("recall") { (store) throws(StoreError) in
      guard let text = try store.get(names.value) else {
        if try store.removeMember(names.value, from: Names.evicted) { return .missed(.evicted) }
        if try store.removeMember(names.value, from: Names.forgotten) { return .missed(.forgotten) }
        return .missed(try store.removeScored(names.value, from: Names.uses) ? .expired : .absent)
      }
      try store.addScored(names.value, score: now.milliseconds, to: Names.uses)
      let rows = CacheRecord.rows(of: text)
      guard let at = rows.first?.first.flatMap({ Int64($0) }) else {
        return .missed(.absent)
      }
      return .found(Array(rows.dropFirst()), at: Timestamp(nanoseconds: at))
    }
  }

  package func keep(_ record: CacheRecord, under key: CacheKey, askedAt: Timestamp) async throws(Interruption) {
    let now = context.time.now
    // Of what has changed meanwhile the store remembers no longer than that.
    guard now - askedAt <= context.settings.wariness else { return }
    let stamped = CacheRecord([[String(askedAt.nanoseconds)]] + record.rows)
    guard let text = stamped.text else { return }
    let (names, limit, lateness) = (Names(key), settings.entries, context.settings.reconciliationQuiet)
    let subjects = (key.subjects.union(record.subjects).union([.everything])).map(\.text).sorted()
    let (lifetime, longest, isSearched) = (age(of: key.kind), settings.longest, key.isSearched)
    let evicted = try await context.store.run("remember") { (store) throws(StoreError) in
      var believed = lifetime
      for subject in subjects {
        guard let doubted = try store.get(Names.doubt(subject)).flatMap({ Int64($0) }) else { continue }
        if doubted >= askedAt.nanoseconds { return 0 }
        let isLate = isSearched && askedAt - Timestamp(nanoseconds: doubted) <= lateness
        if isLate { believed = min(lifetime, lateness) }
      }
      let left = askedAt + believed - now
      guard left > .zero else { return 0 }
      try store.set(names.value, text, onlyIfAbsent: false, expiry: left)
      for subject in subjects {
        try store.addMember(names.value, to: Names.of(subject))
        try store.expire(Names.of(subject), after: longest)
      }
      try store.addScored(names.value, score: now.milliseconds, to: Names.uses)
      let excess = try store.scoredCount(Names.uses) - limit
      guard excess > 0 else { return 0 }
      for oldest in try store.scored(Names.uses, upTo: .max, limit: excess) {
        try store.delete(oldest)
        try store.removeScored(oldest, from: Names.uses)
        try Names.note(oldest, in: Names.evicted, atMost: limit, store)
      }
      return excess
    }
    if evicted > 0 { await tally.count(evictions: evicted) }
  }

  package func forget(_ subjects: [CacheSubject]) async throws(Interruption) {
    let concerned = subjects.flatMap(\.withItsLists)
    await looks.forget(
      Memory.Doubt(mayConcern: { key in concerned.contains { key.mayTell(of: $0) } }, concerns: { _, _ in true })
    )
    let (texts, now, wariness) = (concerned.map(\.text), context.time.now, context.settings.wariness)
    let limit = settings.entries
    try await context.store.run("forget") { (store) throws(StoreError) in
      for subject in texts {
        try store.set(Names.doubt(subject), String(now.nanoseconds), onlyIfAbsent: false, expiry: wariness)
        for key in try store.members(Names.of(subject)) {
          if try store.delete(key) { try Names.note(key, in: Names.forgotten, atMost: limit, store) }
          try store.removeScored(key, from: Names.uses)
        }
        try store.delete(Names.of(subject))
      }
    }
  }

  /// Of the bookings only: of other values the store knows the names, and not what they are asked for with.
  package func remembered() async throws(Interruption) -> [(key: CacheKey, record: CacheRecord)] {
    let prefix = Names.prefix(CacheKind.bookings.rawValue) + "booking:"
    let found = try await context.store.run("list what is remembered") { (store) throws(StoreError) in
      var found: [Remembered] = []
      for name in try store.scored(Names.uses, upTo: .max, limit: -1) where name.hasPrefix(prefix) {
        if let text = try store.get(name) { found.append(Remembered(name: name, text: text)) }
      }
      return found
    }
    return found.sorted { $0.name < $1.name }.compactMap { value in
      guard let id = ObjectID(String(value.name.dropFirst(prefix.count).prefix { $0 != ":" })) else { return nil }
      return (.booking(id), CacheRecord(Array(CacheRecord.rows(of: value.text).dropFirst())))
    }
  }

  private struct Remembered: Hashable, Sendable {
    let name: String
    let text: String
  }

  package func statistics() async throws(Interruption) -> CacheStatistics {
    var statistics = await tally.statistics(with: [])
    let kinds = CacheKind.allCases.map(\.rawValue)
    let found = try await context.store.run("count what is remembered") { (store) throws(StoreError) in
      var found = Counted(keys: [:], bytes: 0)
      for name in try store.scored(Names.uses, upTo: .max, limit: -1) {
        guard let text = try store.get(name) else { continue }
        found.bytes += name.utf8.count + text.utf8.count
        if let kind = kinds.first(where: { name.hasPrefix(Names.prefix($0)) }) { found.keys[kind, default: 0] += 1 }
      }
      return found
    }
    for (kind, count) in found.keys { CacheKind(rawValue: kind).map { statistics.keys[$0] = count } }
    statistics.bytes = found.bytes
    return statistics
  }

  private struct Counted: Hashable, Sendable {
    var keys: [String: Int]
    var bytes: Int
  }

  package func age(of kind: CacheKind) -> Duration { settings.lifetime(of: kind) }

  /// The store's keys.
  private struct Names: Sendable {
    /// The names of values, with the time of their last use.
    static let uses = "cache:uses"
    /// What is not remembered any more, by the reason; not for ever.
    static let evicted = "cache:evicted"
    static let forgotten = "cache:forgotten"
    let value: String

    init(_ key: CacheKey) { value = Self.prefix(key.kind.rawValue) + key.text }

    /// Notes why a value is gone, for whoever misses it: no more names than values are remembered.
    static func note(
      _ name: String,
      in set: String,
      atMost limit: Int,
      _ store: any StoreCommands
    ) throws(StoreError) {
      if try store.memberCount(set) >= limit { try store.delete(set) }
      try store.addMember(name, to: set)
    }

    static func prefix(_ kind: String) -> String { "cache:\(kind):" }
    static func of(_ subject: String) -> String { "cache-of:" + subject }
    static func doubt(_ subject: String) -> String { "cache-doubt:" + subject }
    static func doubt(_ subject: CacheSubject) -> String { doubt(subject.text) }
  }
}
