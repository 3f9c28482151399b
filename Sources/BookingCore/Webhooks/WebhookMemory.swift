import Ports

/// Which events have been taken, or worked off: HubSpot sends some of them more than once.
struct WebhookMemory: Sendable {
  private let store: CoreStore
  private let lifetime: Duration

  init(_ context: CoreContext) {
    store = context.store
    lifetime = context.settings.webhookMemory
  }

  /// Those that are not known, each once.
  func unknown(_ items: [WebhookItem]) async throws(Interruption) -> [WebhookItem] {
    guard !items.isEmpty else { return [] }
    let keys = items.map(Self.key)
    let known = try await store.run("find known events") { (store) throws(StoreError) in
      var known: [String] = []
      for key in keys where try store.exists(key) { known.append(key) }
      return known
    }
    var seen = Set(known)
    return items.filter { seen.insert(Self.key($0)).inserted }
  }

  func remember(_ items: [WebhookItem]) async throws(Interruption) {
    guard !items.isEmpty else { return }
    let (keys, lifetime) = (items.map(Self.key), lifetime)
    try await store.run("remember events") { (store) throws(StoreError) in
      for key in keys { try store.set(key, "1", onlyIfAbsent: false, expiry: lifetime) }
    }
  }

  /// Puts those that are not known into a queue, and knows them: both or neither.
  func queue(_ items: [WebhookItem], in queue: WorkQueue) async throws(Interruption) {
    guard !items.isEmpty else { return }
    let entries = items.map { (key: Self.key($0), push: queue.push($0.encoded)) }
    let lifetime = lifetime
    try await store.run("queue events") { (store) throws(StoreError) in
      for entry in entries where try store.set(entry.key, "1", onlyIfAbsent: true, expiry: lifetime) {
        try entry.push(store)
      }
    }
  }

  private static func key(_ item: WebhookItem) -> String { "event:" + item.identity }
}
