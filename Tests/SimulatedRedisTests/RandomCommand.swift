import DeterministicRuntime
import Ports

/// A command of Redis with arguments drawn by chance, such as they hurt.
struct RandomCommand: Sendable {
  /// As a client sends it.
  let words: [String]
  /// What the simulated store answers, written as `RedisServer.Reply` writes it.
  let run: @Sendable (any StoreCommands) throws(StoreError) -> String

  private static let keys = ["a", "b", "c", "d", "caf\u{E9}", "cafe\u{301}", "", "k\u{0}z"]
  private static let texts = [
    "1", "007", "+7", " 7", "-0", "0", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "", "x",
    "\u{E9}", "e\u{301}", "10", "1e3", "x\r\ny",
  ]
  private static let scores: [Int64] = [
    0, 1, -1, 5, 1 << 53, 1 << 53 + 1, 1 << 53 + 2, -(1 << 53) - 1, .max, .max - 1, .max - 511, .max - 512, .min,
    1_700_000_000_000_000_001, 1_700_000_000_000_000_002,
  ]
  /// In milliseconds: none that ends while the test lasts.
  private static let expiries: [Int64] = [
    0, -1, -5_000, 3_600_000, 86_400_000, 100 * 365 * 86_400_000, 101 * 365 * 86_400_000, 1_000_000_000_000_000,
  ]

  /// - Parameter key: of the draws; the same gives the same command.
  init(_ random: KeyedRandom, _ number: Int) {
    var draw = random.draw("command", number)
    func pick<Element>(_ elements: [Element], _ draw: inout Draw) -> Element {
      elements[draw.uniformInteger(in: 0..<elements.count)]
    }
    let (key, other) = (pick(Self.keys, &draw), pick(Self.keys, &draw))
    let (text, score) = (pick(Self.texts, &draw), pick(Self.scores, &draw))
    let expiry = pick(Self.expiries, &draw)
    let amount = pick([1, -1, 0, 1_000_000_007, Int.max, .min + 1], &draw)
    let limit = pick([0, 1, 2, 10, -1, -5], &draw)
    self = Self.command(
      draw.uniformInteger(in: 0..<26),
      Arguments(key: key, other: other, text: text, score: score, expiry: expiry, amount: amount, limit: limit)
    )
  }

  private init(_ words: [String], _ run: @escaping @Sendable (any StoreCommands) throws(StoreError) -> String) {
    self.words = words
    self.run = run
  }

  private struct Arguments: Sendable {
    let key: String
    let other: String
    let text: String
    let score: Int64
    let expiry: Int64
    let amount: Int
    let limit: Int
  }

  private static func command(_ kind: Int, _ given: Arguments) -> RandomCommand {
    switch kind {
    case 0...8: plain(kind, given)
    case 9...14: list(kind, given)
    case 15...19: set(kind, given)
    default: sortedSet(kind, given)
    }
  }

  private static func plain(_ kind: Int, _ given: Arguments) -> RandomCommand {
    let (key, text) = (given.key, given.text)
    switch kind {
    case 0: return RandomCommand(["GET", key]) { (s) throws(StoreError) in shown(try s.get(key)) }
    case 1:
      return RandomCommand(["SET", key, text]) { (s) throws(StoreError) in
        try s.set(key, text, onlyIfAbsent: false, expiry: nil) ? "OK" : "nil"
      }
    case 2:
      return RandomCommand(["SET", key, text, "PX", "\(given.expiry)"]) { (s) throws(StoreError) in
        try s.set(key, text, onlyIfAbsent: false, expiry: .milliseconds(given.expiry)) ? "OK" : "nil"
      }
    case 3:
      return RandomCommand(["SET", key, text, "NX", "PX", "\(given.expiry)"]) { (s) throws(StoreError) in
        try s.set(key, text, onlyIfAbsent: true, expiry: .milliseconds(given.expiry)) ? "OK" : "nil"
      }
    case 4: return RandomCommand(["DEL", key]) { (s) throws(StoreError) in try s.delete(key) ? "1" : "0" }
    case 5: return RandomCommand(["EXISTS", key]) { (s) throws(StoreError) in try s.exists(key) ? "1" : "0" }
    case 6:
      return RandomCommand(["PEXPIRE", key, "\(given.expiry)"]) { (s) throws(StoreError) in
        try s.expire(key, after: .milliseconds(given.expiry)) ? "1" : "0"
      }
    case 7:
      return RandomCommand(["PTTL", key]) { (s) throws(StoreError) in
        if let left = try s.timeToLive(key) { return roundedUp(left.components.seconds * 1_000) }
        return try s.exists(key) ? "-1" : "-2"
      }
    default:
      return RandomCommand(["INCRBY", key, "\(given.amount)"]) { (s) throws(StoreError) in
        "\(try s.increment(key, by: given.amount))"
      }
    }
  }

  private static func list(_ kind: Int, _ given: Arguments) -> RandomCommand {
    let (key, text) = (given.key, given.text)
    switch kind {
    case 9: return RandomCommand(["RPUSH", key, text]) { (s) throws(StoreError) in "\(try s.pushLast(key, text))" }
    case 10: return RandomCommand(["LPOP", key]) { (s) throws(StoreError) in shown(try s.popFirst(key)) }
    case 11:
      return RandomCommand(["LMOVE", key, given.other, "LEFT", "RIGHT"]) { (s) throws(StoreError) in
        shown(try s.moveFirst(from: key, toLastOf: given.other))
      }
    case 12:
      return RandomCommand(["LREM", key, "1", text]) { (s) throws(StoreError) in
        try s.removeFirst(text, from: key) ? "1" : "0"
      }
    case 13: return RandomCommand(["LLEN", key]) { (s) throws(StoreError) in "\(try s.listLength(key))" }
    default: return RandomCommand(["LRANGE", key, "0", "-1"]) { (s) throws(StoreError) in shown(try s.list(key)) }
    }
  }

  private static func set(_ kind: Int, _ given: Arguments) -> RandomCommand {
    let (key, text) = (given.key, given.text)
    switch kind {
    case 15:
      return RandomCommand(["SADD", key, text]) { (s) throws(StoreError) in try s.addMember(text, to: key) ? "1" : "0" }
    case 16:
      return RandomCommand(["SREM", key, text]) { (s) throws(StoreError) in
        try s.removeMember(text, from: key) ? "1" : "0"
      }
    case 17:
      return RandomCommand(["SISMEMBER", key, text]) { (s) throws(StoreError) in
        try s.isMember(text, of: key) ? "1" : "0"
      }
    case 18: return RandomCommand(["SCARD", key]) { (s) throws(StoreError) in "\(try s.memberCount(key))" }
    default: return RandomCommand(["SMEMBERS", key]) { (s) throws(StoreError) in shown(try s.members(key)) }
    }
  }

  private static func sortedSet(_ kind: Int, _ given: Arguments) -> RandomCommand {
    let (key, text) = (given.key, given.text)
    switch kind {
    case 20, 21:
      return RandomCommand(["ZADD", key, "\(given.score)", text]) { (s) throws(StoreError) in
        let before = try s.scoredCount(key)
        try s.addScored(text, score: given.score, to: key)
        return "\(try s.scoredCount(key) - before)"
      }
    case 22:
      return RandomCommand(["ZREM", key, text]) { (s) throws(StoreError) in
        try s.removeScored(text, from: key) ? "1" : "0"
      }
    case 25:
      return RandomCommand(["ZRANK", key, text]) { (s) throws(StoreError) in
        try s.rank(of: text, in: key).map { "\($0)" } ?? "nil"
      }
    case 23: return RandomCommand(["ZCARD", key]) { (s) throws(StoreError) in "\(try s.scoredCount(key))" }
    default:
      let words = ["ZRANGEBYSCORE", key, "-inf", "\(given.score)", "LIMIT", "0", "\(given.limit)"]
      return RandomCommand(words) { (s) throws(StoreError) in
        shown(try s.scored(key, upTo: given.score, limit: given.limit))
      }
    }
  }

  /// Milliseconds left, to whole minutes: some go by while the test lasts.
  static func roundedUp(_ milliseconds: Int64) -> String { "\((milliseconds + 59_999) / 60_000 * 60_000)" }

  private static func shown(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "nil" }

  private static func shown(_ texts: [String]) -> String {
    "[" + texts.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
  }
}

extension StoreError {
  /// As Redis begins the error.
  var redisWord: String {
    switch self {
    case .instanceGone: "(error) gone"
    case .wrongType: "(error) WRONGTYPE"
    case .notAnInteger, .invalidExpiry: "(error) ERR"
    }
  }
}
