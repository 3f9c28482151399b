import DequeModule
import Ports

/// The keys and values of a store, at the moment of a command: expired keys are forgotten before a script begins, and
/// time stands still while it runs.
final class Keyspace {
  final class List {
    var elements: Deque<String> = []
  }

  final class Members {
    var members: Set<StoreBytes> = []
  }

  enum Value {
    case string(String)
    case list(List)
    case set(Members)
    case sortedSet(ScoredSet)
  }

  /// What a key holds. A command looks its key up once and changes the entry in place.
  final class Entry {
    var value: Value
    /// Nanoseconds since the start of the run; `Int128.max` without expiry. Redis takes expiries of millions of years.
    var expiresAt: Int128 = .max
    /// When the expiry queue will look at the key: never after `expiresAt`, and never when that is beyond the end of any
    /// run. A key whose lease is renewed again and again has one entry in the queue, not one for each renewal.
    var isLookedAtAt: Int64 = .max
    /// What the value takes, by `MemoryCost`.
    var valueBytes: Int

    init(_ value: Value, bytes: Int) {
      self.value = value
      valueBytes = bytes
    }
  }

  private var table: [StoreBytes: Entry] = [:]
  private var expiries = ExpiryQueue()
  private var now: Int64 = 0

  /// By `MemoryCost`; kept up to date with each change.
  private(set) var usedMemory = 0

  /// The keys that clients are blocked on: pushes to them are noted.
  var blockedKeys: Set<StoreBytes> = []
  /// In the order of the pushes.
  private(set) var pushedKeys: [String] = []

  var keyCount: Int { table.count }
  var keys: some Collection<String> { table.keys.lazy.map(\.text) }

  func entry(_ key: String) -> Entry? { table[StoreBytes(key)] }

  /// Moves time on: a key whose expiry is `now` or earlier does not exist any more.
  ///
  /// - Complexity: amortized O(log keys) for each expiry that was set.
  func forgetExpired(at now: Int64) {
    self.now = now
    while let expiry = expiries.earliest, expiry.at <= now {
      expiries.removeEarliest()
      // Another time in the entry means that the key was deleted and made again: its own turn comes.
      guard let entry = self.entry(expiry.key), entry.isLookedAtAt == expiry.at else { continue }
      if entry.expiresAt <= now {
        remove(expiry.key)
      } else {
        entry.isLookedAtAt = .max
        schedule(entry, expiry.key)
      }
    }
  }

  func inspect(_ key: String) -> InspectedValue? {
    switch entry(key)?.value {
    case nil: nil
    case .string(let value): .string(value)
    case .list(let list): .list(Array(list.elements))
    case .set(let set): .set(set.members.sorted().map(\.text))
    case .sortedSet(let set): .sortedSet(set.all)
    }
  }

  func takePushedKeys() -> [String] {
    let keys = pushedKeys
    pushedKeys.removeAll()
    return keys
  }

  /// The first element of a list, for a blocked client; nil when the key holds none.
  func takeFirst(_ key: String) -> String? {
    guard let entry = entry(key), case .list(let list) = entry.value else { return nil }
    return removeFirst(of: list, entry, key)
  }

  /// Puts an element back to where a pop has taken it from. When the key holds something else by now the element is
  /// lost, as it is for a client of Redis that dies with an element in hand.
  func giveBack(_ element: String, to key: String) {
    let entry = entry(key) ?? insert(key, .list(List()), bytes: MemoryCost.listBase)
    guard case .list(let list) = entry.value else { return }
    list.elements.prepend(element)
    grow(entry, by: MemoryCost.listElement(element))
    notePush(key)
  }

  // MARK: - What the commands are made of

  @discardableResult
  func remove(_ key: String) -> Bool {
    guard let entry = table.removeValue(forKey: StoreBytes(key)) else { return false }
    usedMemory -= MemoryCost.key(key) + entry.valueBytes + (entry.expiresAt == .max ? 0 : MemoryCost.expiry)
    return true
  }

  /// Makes a key that does not exist, without expiry.
  @discardableResult
  func insert(_ key: String, _ value: Value, bytes: Int) -> Entry {
    let entry = Entry(value, bytes: bytes)
    table[StoreBytes(key)] = entry
    usedMemory += MemoryCost.key(key) + bytes
    return entry
  }

  /// Changes the value of a key; its expiry stays.
  func update(_ entry: Entry, to value: String) {
    entry.value = .string(value)
    grow(entry, by: MemoryCost.string(value) - entry.valueBytes)
  }

  func grow(_ entry: Entry, by bytes: Int) {
    entry.valueBytes += bytes
    usedMemory += bytes
  }

  func removeFirst(of list: List, _ entry: Entry, _ key: String) -> String? {
    guard let element = list.elements.popFirst() else { return nil }
    shrink(entry, key, by: MemoryCost.listElement(element), isEmpty: list.elements.isEmpty)
    return element
  }

  /// An aggregate that has become empty does not exist any more.
  func shrink(_ entry: Entry, _ key: String, by bytes: Int, isEmpty: Bool) {
    grow(entry, by: -bytes)
    if isEmpty { remove(key) }
  }

  func notePush(_ key: String) {
    if blockedKeys.contains(StoreBytes(key)) { pushedKeys.append(key) }
  }

  /// Lets a key expire after a duration above zero.
  func setExpiry(_ entry: Entry, _ key: String, after duration: Duration) {
    if entry.expiresAt == .max { usedMemory += MemoryCost.expiry }
    entry.expiresAt = Int128(now) + Self.nanoseconds(min(duration, Self.longest))
    schedule(entry, key)
  }

  /// Lets a key live for ever.
  func clearExpiry(_ entry: Entry) {
    guard entry.expiresAt != .max else { return }
    entry.expiresAt = .max
    usedMemory -= MemoryCost.expiry
  }

  /// The longest expiry that Redis takes: milliseconds that a 64-bit integer holds.
  static let longest: Duration = .seconds(Int64.max / 1_000)

  private static func nanoseconds(_ duration: Duration) -> Int128 {
    let (seconds, attoseconds) = duration.components
    return Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000)
  }

  /// The instant in nanoseconds; nil when it is so far away (a century) that no run comes to it.
  static func instant(_ duration: Duration, after now: Int64) -> Int64? {
    duration < .seconds(100 * 365 * 86_400) ? now + duration.wholeNanoseconds : nil
  }

  /// What is left to a key; nil when it does not exist or lives for ever.
  func remainingTime(_ key: String) -> Duration? {
    guard let entry = self.entry(key), entry.expiresAt != .max else { return nil }
    let (seconds, nanoseconds) = (entry.expiresAt - Int128(now)).quotientAndRemainder(dividingBy: 1_000_000_000)
    return .seconds(Int64(seconds)) + .nanoseconds(Int64(nanoseconds))
  }

  private func schedule(_ entry: Entry, _ key: String) {
    guard entry.expiresAt < entry.isLookedAtAt else { return }
    let instant = Int64(entry.expiresAt)
    entry.isLookedAtAt = instant
    expiries.insert(ExpiryQueue.Expiry(at: instant, key: key))
    // Keys that are set and deleted again leave entries behind: when they are the majority, they go.
    if expiries.count > 2 * table.count + 64 {
      expiries.keep { self.entry($0.key)?.isLookedAtAt == $0.at }
    }
  }
}
