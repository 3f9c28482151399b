package import Ports

/// Remembers what was read for a lifetime, within one instance. Who asks while it is being read waits for that reading;
/// a failure is told to those who wait and remembered by nobody. A caller that is cancelled takes nobody with it. What was
/// asked for longest ago makes room when there is too much.
package actor Memory<Key: Hashable & Sendable, Value: Sendable> {
  /// What something that has changed may have to do with: what is remembered of it is forgotten, and what is being read
  /// of it meanwhile is not kept.
  package struct Doubt: Sendable {
    /// Whether a value of this key can be about it, as far as the key tells.
    let mayConcern: @Sendable (Key) -> Bool
    let concerns: @Sendable (Key, Value) -> Bool

    package init(
      mayConcern: @escaping @Sendable (Key) -> Bool,
      concerns: @escaping @Sendable (Key, Value) -> Bool
    ) {
      self.mayConcern = mayConcern
      self.concerns = concerns
    }
  }

  private struct Entry {
    let value: Value
    let askedAt: Timestamp
    let until: Timestamp
    /// Greater than that of every entry that was asked for earlier.
    var use: Int
  }

  private struct Reading {
    let key: Key
    let task: Task<Result<Value, Interruption>, Never>
    let askedAt: Timestamp
    let until: Timestamp
    let miss: CacheLook.Miss
    var doubts: [Doubt] = []
    /// How many requests wait for it.
    var waiting = 0
  }

  private let lifetime: Duration
  private let limit: Int
  private let wariness: Duration
  private let lateness: Duration
  private let time: any TimeSource
  private var entries: [Key: Entry] = [:]
  /// By number; those that are doubted are joined by nobody any more.
  private var readings: [Int: Reading] = [:]
  private var joinable: [Key: Int] = [:]
  private var readingsBegun = 0
  private var uses = 0
  /// How many values have made room for others.
  package private(set) var evictions = 0
  /// Why keys that were remembered are not.
  private var gone: [Key: CacheLook.Miss] = [:]
  private var recentDoubts: [(at: Timestamp, doubt: Doubt)] = []

  /// - Parameters:
  ///   - lifetime: how long a value is believed, from when it was asked for: it may be as old as that.
  ///   - limit: how many values are kept.
  ///   - wariness: how long a doubt is known afterwards.
  ///   - lateness: how far a reading with `isLate` may be behind. Within this time after something it may be about has
  ///     changed, what it gives is believed no longer than that; no more than the wariness.
  package init(
    lifetime: Duration,
    limit: Int = 10_000,
    wariness: Duration = .zero,
    lateness: Duration = .zero,
    time: any TimeSource
  ) {
    self.lifetime = lifetime
    self.limit = limit
    self.wariness = wariness
    self.lateness = lateness
    self.time = time
  }

  /// The value of a key, read with `reading` unless it is known.
  ///
  /// - Parameters:
  ///   - ownLifetime: of this value; that of all others if nil.
  ///   - isLate: whether what is read shows changes only after a while, as a search does.
  ///   - isFresh: whether it is read in any case.
  package func recall(
    _ key: Key,
    lifetime ownLifetime: Duration? = nil,
    isLate: Bool = false,
    isFresh: Bool = false,
    _ reading: @escaping @Sendable () async throws(Interruption) -> Value
  ) async throws(Interruption) -> Recalled<Value> {
    let now = time.now
    if !isFresh, let entry = entry(of: key, at: now) {
      return Recalled(value: entry.value, age: now - entry.askedAt, miss: nil)
    }
    // What is too old to be believed when it is there is not waited for.
    let joined = isFresh ? nil : joinable[key].flatMap { number in readings[number].map { (number, $0) } }
    let (number, taken) =
      joined.flatMap { now < $0.1.until ? $0 : nil }
      ?? begin(key, ownLifetime ?? lifetime, isLate: isLate, at: now, reading)
    return Recalled(value: try await outcome(of: number, taken).get(), age: now - taken.askedAt, miss: taken.miss)
  }

  package func value(
    of key: Key,
    _ reading: @escaping @Sendable () async throws(Interruption) -> Value
  ) async throws(Interruption) -> Value {
    try await recall(key, reading).value
  }

  /// Keeps what its owner knows without reading, unless it has been doubted since.
  ///
  /// - Parameter askedAt: from when on it holds.
  package func keep(_ value: Value, under key: Key, askedAt: Timestamp, lifetime ownLifetime: Duration? = nil) {
    guard time.now - askedAt <= wariness else { return }
    let isDoubted = recentDoubts.contains { $0.at >= askedAt && $0.doubt.concerns(key, value) }
    if !isDoubted { store(value, under: key, askedAt: askedAt, until: askedAt + (ownLifetime ?? lifetime)) }
  }

  /// Does not believe any more what a doubt concerns.
  package func forget(_ doubt: Doubt) {
    for (key, entry) in entries where doubt.mayConcern(key) && doubt.concerns(key, entry.value) {
      drop(key, because: .forgotten)
    }
    for (number, reading) in readings where doubt.mayConcern(reading.key) {
      readings[number]?.doubts.append(doubt)
      if joinable[reading.key] == number { joinable[reading.key] = nil }
    }
    if wariness > .zero {
      let now = time.now
      recentDoubts.removeAll { now - $0.at > wariness }
      recentDoubts.append((now, doubt))
    }
  }

  /// Does not believe the value of a key any more.
  package func forget(_ key: Key) {
    forget(Doubt(mayConcern: { $0 == key }, concerns: { other, _ in other == key }))
  }

  /// What is believed now, in no order.
  package var remembered: [(key: Key, value: Value)] {
    let now = time.now
    return entries.compactMap { now < $0.value.until ? ($0.key, $0.value.value) : nil }
  }

  private func entry(of key: Key, at now: Timestamp) -> Entry? {
    guard var entry = entries[key] else { return nil }
    guard now < entry.until else {
      drop(key, because: .expired)
      return nil
    }
    uses += 1
    entry.use = uses
    entries[key] = entry
    return entry
  }

  private func begin(
    _ key: Key,
    _ lifetime: Duration,
    isLate: Bool,
    at now: Timestamp,
    _ reading: @escaping @Sendable () async throws(Interruption) -> Value
  ) -> (Int, Reading) {
    var believed = lifetime
    if isLate, recentDoubts.contains(where: { now - $0.at <= lateness && $0.doubt.mayConcern(key) }) {
      believed = min(lifetime, lateness)
    }
    let task = Task { () -> Result<Value, Interruption> in
      do throws(Interruption) { return .success(try await reading()) } catch { return .failure(error) }
    }
    readingsBegun += 1
    let number = readingsBegun
    let begun = Reading(key: key, task: task, askedAt: now, until: now + believed, miss: gone[key] ?? .absent)
    readings[number] = begun
    joinable[key] = number
    Task { finish(number, await task.value) }
    return (number, begun)
  }

  /// Waits for a reading. When nobody waits for it any more it ends, as the work of a request does that is given up.
  private func outcome(of number: Int, _ reading: Reading) async -> Result<Value, Interruption> {
    readings[number]?.waiting += 1
    return await withTaskCancellationHandler {
      await reading.task.value
    } onCancel: {
      Task { await leave(number) }
    }
  }

  private func leave(_ number: Int) {
    guard let reading = readings[number] else { return }
    readings[number]?.waiting -= 1
    guard reading.waiting == 1 else { return }
    if joinable[reading.key] == number { joinable[reading.key] = nil }
    reading.task.cancel()
  }

  private func finish(_ number: Int, _ outcome: Result<Value, Interruption>) {
    guard let reading = readings.removeValue(forKey: number) else { return }
    if joinable[reading.key] == number { joinable[reading.key] = nil }
    guard case .success(let value) = outcome,
      !reading.doubts.contains(where: { $0.concerns(reading.key, value) })
    else { return }
    store(value, under: reading.key, askedAt: reading.askedAt, until: reading.until)
  }

  private func store(_ value: Value, under key: Key, askedAt: Timestamp, until: Timestamp) {
    // What was asked for later is newer, whichever is here first.
    if let entry = entries[key], entry.askedAt > askedAt { return }
    guard time.now < until else { return }
    uses += 1
    entries[key] = Entry(value: value, askedAt: askedAt, until: until, use: uses)
    gone[key] = nil
    if entries.count > limit, let oldest = entries.min(by: { $0.value.use < $1.value.use }) {
      drop(oldest.key, because: .evicted)
      evictions += 1
    }
  }

  private func drop(_ key: Key, because reason: CacheLook.Miss) {
    entries[key] = nil
    // No longer than what is remembered itself.
    if gone.count >= limit { gone.removeAll() }
    gone[key] = reason
  }
}

/// What was remembered, or has been read because it was not.
package struct Recalled<Value: Sendable>: Sendable {
  package let value: Value
  /// How long ago it was asked for.
  package let age: Duration
  /// nil when it was remembered.
  package let miss: CacheLook.Miss?
}

extension Recalled: Equatable where Value: Equatable {}
