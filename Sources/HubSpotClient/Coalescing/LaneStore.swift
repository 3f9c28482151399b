import HubSpotAPI
import Ports

/// A lane as it stands in the store: entries that wait, who collects the next batch, and the batches that are out.
///
/// Two rights run out with their holders: that to collect, and that on a batch which is out. Whoever misses a sign of life
/// takes the right over.
struct LaneStore: Sendable {
  let lane: MergeLane
  private let store: any KeyValueStore
  private let settings: CoalescingSettings

  init(_ lane: MergeLane, _ store: any KeyValueStore, _ settings: CoalescingSettings) {
    self.lane = lane
    self.store = store
    self.settings = settings
  }

  /// Entries taken to be sent together.
  struct Batch: Hashable, Sendable {
    /// Under which it stands in the store.
    let name: String
    /// Its number among the batches of the lane.
    let number: Int
    let entries: [String]
    /// Whether somebody else may have sent it.
    let isUncertain: Bool
  }

  /// What an asker finds who has waited in vain.
  enum Look: Hashable, Sendable {
    /// Somebody collects, or sends.
    case wait
    /// Nobody collected, and now the asker does.
    case collect
    /// Nobody was left to send this batch, and now the asker does.
    case takeOver(Batch)
    /// Neither the entry nor a reply stands in the store (any more).
    case gone
  }

  /// Appends an entry, and begins to collect if nobody does.
  ///
  /// - Returns: whether `token` collects.
  func join(_ entry: String, token: String) async throws(HubSpotTransportError) -> Bool {
    let (keys, lease, batch) = (Keys(lane), settings.leaderLease, settings.batch)
    return try await run("join lane") { (store) throws(StoreError) in
      let count = try store.pushLast(keys.waiting, entry)
      if count == batch {
        try store.pushLast(keys.full, "1")
        try store.expire(keys.full, after: lease)
      }
      return try store.set(keys.collector, token, onlyIfAbsent: true, expiry: lease)
    }
  }

  /// Waits until the batch is full, at most for `duration`.
  func waitUntilFull(atMost duration: Duration) async throws(HubSpotTransportError) -> Bool {
    do { return try await store.blockingPopFirst(Keys(lane).full, timeout: duration) != nil } catch {
      throw .instanceGone
    }
  }

  /// Gives a sign of life.
  ///
  /// - Returns: false when the right has run out or passed on.
  func renewCollecting(_ token: String) async throws(HubSpotTransportError) -> Bool {
    try await renew(Keys(lane).collector, token)
  }

  func renewSending(_ name: String, _ token: String) async throws(HubSpotTransportError) -> Bool {
    try await renew(Keys(lane).sender(name), token)
  }

  /// Takes the entries that wait, up to a batch, and ends collecting; if more wait, the first of them is told.
  ///
  /// - Returns: nil when somebody else collects by now.
  func take(_ token: String) async throws(HubSpotTransportError) -> Batch? {
    let (keys, lane, settings) = (Keys(lane), lane, settings)
    return try await run("take batch") { (store) throws(StoreError) -> Batch? in
      guard try store.get(keys.collector) == token else { return nil }
      let list = keys.batch(token)
      while try store.listLength(list) < settings.batch {
        guard try store.moveFirst(from: keys.waiting, toLastOf: list) != nil else { break }
      }
      let number = try store.increment(keys.count, by: 1) - 1
      try store.set(keys.sender(token), token, onlyIfAbsent: false, expiry: settings.leaderLease)
      try store.addMember(token, to: keys.batches)
      try store.delete(keys.collector)
      try store.delete(keys.full)
      if let next = try store.list(keys.waiting).first.flatMap({ LaneEntry(encoded: $0, in: lane) }) {
        try store.pushLast(Keys.reply(next.id), LaneReply.lead.encoded)
        try store.expire(Keys.reply(next.id), after: settings.replyLifetime)
      }
      return Batch(name: token, number: number, entries: try store.list(list), isUncertain: false)
    }
  }

  /// Looks what has become of an entry whose reply does not come, and takes over what nobody does any more.
  func look(for entry: String, id: String, token: String) async throws(HubSpotTransportError) -> Look {
    let (keys, settings) = (Keys(lane), settings)
    return try await run("look after lane") { (store) throws(StoreError) -> Look in
      if try store.listLength(Keys.reply(id)) > 0 { return .wait }
      var isOut = false
      for name in try store.members(keys.batches) {
        let entries = try store.list(keys.batch(name))
        if entries.contains(entry) { isOut = true }
        guard try store.set(keys.sender(name), token, onlyIfAbsent: true, expiry: settings.leaderLease) else {
          continue
        }
        let number = try store.increment(keys.count, by: 1) - 1
        return .takeOver(Batch(name: name, number: number, entries: entries, isUncertain: true))
      }
      if isOut { return .wait }
      guard try store.list(keys.waiting).contains(entry) else { return .gone }
      let collects = try store.set(keys.collector, token, onlyIfAbsent: true, expiry: settings.leaderLease)
      return collects ? .collect : .wait
    }
  }

  /// Leaves replies for those who wait for them, and ends a batch.
  func settle(_ name: String, _ replies: [(id: String, reply: LaneReply)]) async throws(HubSpotTransportError) {
    let (keys, lifetime) = (Keys(lane), settings.replyLifetime)
    let texts = replies.map { ($0.id, $0.reply.encoded) }
    try await run("settle batch") { (store) throws(StoreError) in
      for (id, text) in texts {
        try store.pushLast(Keys.reply(id), text)
        try store.expire(Keys.reply(id), after: lifetime)
      }
      try store.delete(keys.batch(name))
      try store.delete(keys.sender(name))
      try store.removeMember(name, from: keys.batches)
    }
  }

  /// Waits for the reply of an entry; nil when none came in time.
  func reply(to id: String, atMost duration: Duration) async throws(HubSpotTransportError) -> LaneReply? {
    do {
      return try await store.blockingPopFirst(Keys.reply(id), timeout: duration).flatMap { LaneReply(encoded: $0) }
    } catch {
      throw .instanceGone
    }
  }

  private func renew(_ key: String, _ token: String) async throws(HubSpotTransportError) -> Bool {
    let lease = settings.leaderLease
    return try await run("sign of life") { (store) throws(StoreError) in
      guard try store.get(key) == token else { return false }
      return try store.expire(key, after: lease)
    }
  }

  private func run<Output: Sendable>(
    _ name: String,
    _ body: @escaping @Sendable (any StoreCommands) throws(StoreError) -> Output
  ) async throws(HubSpotTransportError) -> Output {
    do { return try await store.run(StoreScript(name, body)) } catch {
      // The keys are this room's own and hold what it has put there: what is left is the end of the instance.
      throw .instanceGone
    }
  }

  private struct Keys: Sendable {
    private let prefix: String

    init(_ lane: MergeLane) {
      let fields = [lane.kind.rawValue, lane.type.id, lane.label.name] + lane.properties
      prefix = "lane:" + fields.joined(separator: ",")
    }

    var waiting: String { prefix + ":waiting" }
    var collector: String { prefix + ":collector" }
    var full: String { prefix + ":full" }
    var batches: String { prefix + ":batches" }
    var count: String { prefix + ":count" }
    func batch(_ name: String) -> String { "\(prefix):batch:\(name)" }
    func sender(_ name: String) -> String { "\(prefix):sender:\(name)" }
    static func reply(_ id: String) -> String { "lane:reply:\(id)" }
  }
}
