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

  struct Entry {
    var value: Value
    /// Nanoseconds since the start of the run; `Int128.max` without expiry. Redis takes expiries of millions of years.
    var expiresAt: Int128 = .max
    /// When the expiry queue will look at the key: never after `expiresAt`, and never when that is beyond the end of any
    /// run. A key whose lease is renewed again and again has one entry in the queue, not one for each renewal.
    var isLookedAtAt: Int64 = .max
    /// What the value takes, by `MemoryCost`.
    var valueBytes: Int
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
        table[StoreBytes(expiry.key)]?.isLookedAtAt = .max
        schedule(expiry.key)
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
    guard case .list(let list) = entry(key)?.value else { return nil }
    return removeFirst(of: list, key)
  }

  /// Puts an element back to where a pop has taken it from. When the key holds something else by now the element is
  /// lost, as it is for a client of Redis that dies with an element in hand.
  func giveBack(_ element: String, to key: String) {
    let list: List
    switch entry(key)?.value {
    case nil: list = insertList(key)
    case .list(let found): list = found
    default: return
    }
    list.elements.prepend(element)
    grow(key, by: MemoryCost.listElement(element))
    notePush(key)
  }

  // MARK: - What the commands are made of

  @discardableResult
  func remove(_ key: String) -> Bool {
    guard let entry = table.removeValue(forKey: StoreBytes(key)) else { return false }
    usedMemory -= MemoryCost.key(key) + entry.valueBytes + (entry.expiresAt == .max ? 0 : MemoryCost.expiry)
    return true
  }

  /// Puts a value in place of whatever the key held, without expiry.
  func replace(_ key: String, with value: Value, bytes: Int) {
    remove(key)
    table[StoreBytes(key)] = Entry(value: value, valueBytes: bytes)
    usedMemory += MemoryCost.key(key) + bytes
  }

  /// Changes the value of a key that exists; its expiry stays.
  func update(_ key: String, to value: String) {
    guard let entry = self.entry(key) else { return }
    let bytes = MemoryCost.string(value)
    table[StoreBytes(key)]?.value = .string(value)
    grow(key, by: bytes - entry.valueBytes)
  }

  func grow(_ key: String, by bytes: Int) {
    table[StoreBytes(key)]?.valueBytes += bytes
    usedMemory += bytes
  }

  func insertList(_ key: String) -> List {
    let list = List()
    replace(key, with: .list(list), bytes: MemoryCost.listBase)
    return list
  }

  func removeFirst(of list: List, _ key: String) -> String? {
    guard let element = list.elements.popFirst() else { return nil }
    shrink(key, by: MemoryCost.listElement(element), isEmpty: list.elements.isEmpty)
    return element
  }

  /// An aggregate that has become empty does not exist any more.
  func shrink(_ key: String, by bytes: Int, isEmpty: Bool) {
    grow(key, by: -bytes)
    if isEmpty { remove(key) }
  }

  func notePush(_ key: String) {
    if blockedKeys.contains(StoreBytes(key)) { pushedKeys.append(key) }
  }

  /// Lets a key that exists expire after a duration above zero.
  func setExpiry(_ key: String, after duration: Duration) {
    guard let entry = self.entry(key) else { return }
    if entry.expiresAt == .max { usedMemory += MemoryCost.expiry }
    table[StoreBytes(key)]?.expiresAt = Int128(now) + Self.nanoseconds(min(duration, Self.longest))
    schedule(key)
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

  private func schedule(_ key: String) {
    guard let entry = self.entry(key), entry.expiresAt < entry.isLookedAtAt else { return }
    let instant = Int64(entry.expiresAt)
    table[StoreBytes(key)]?.isLookedAtAt = instant
    expiries.insert(ExpiryQueue.Expiry(at: instant, key: key))
    // Keys that are set and deleted again leave entries behind: when they are the majority, they go.
    if expiries.count > 2 * table.count + 64 {
      expiries.keep { self.entry($0.key)?.isLookedAtAt == $0.at }
    }
  }
}
