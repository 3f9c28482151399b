import Ports

/// The commands of a script's run and their answers: written down in the first run, and in a second one compared and
/// answered from.
final class ScriptTranscript: StoreCommands {
  private struct Line {
    let command: [StoreBytes]
    let answer: Result<Any, StoreError>
  }

  private let script: String
  private let store: any StoreCommands
  private var lines: [Line] = []
  /// The next line of the second run; nil in the first.
  private var position: Int?

  init(of script: String, on store: any StoreCommands) {
    self.script = script
    self.store = store
  }

  /// Begins the second run.
  func rewind() { position = 0 }

  /// Ends the second run.
  func end() {
    guard let position, position < lines.count else { return }
    fail("the second run ended without command \(position + 1), \(Self.text(lines[position].command))")
  }

  /// Ends the process: a broken rule is the script's mistake, and no result of this run means anything.
  func fail(_ difference: String) -> Never {
    fatalError(
      """
      The store script “\(script)” cannot be run again: on the same answers, \(difference). Expected: the same \
      commands in the same order and the same result, from nothing but the answers and constants that it captures.
      """
    )
  }

  private func answer<Answer>(
    _ words: [String],
    _ ask: () throws(StoreError) -> Answer
  ) throws(StoreError) -> Answer {
    let command = words.map(StoreBytes.init)
    guard let position else {
      let answer = Result(catching: ask)
      lines.append(Line(command: command, answer: answer.map { $0 }))
      return try answer.get()
    }
    let first = position < lines.count ? lines[position] : nil
    guard let first, first.command == command, case let answer = first.answer.map({ $0 as? Answer }) else {
      let expected = first.map { Self.text($0.command) } ?? "missing"
      fail("command \(position + 1) was \(expected) the first time and \(Self.text(command)) the second")
    }
    self.position = position + 1
    guard let answer = try answer.get() else { fail("\(Self.text(command)) was answered by another type of value") }
    return answer
  }

  private static func text(_ command: [StoreBytes]) -> String { command.map(\.text).joined(separator: " ") }

  // MARK: - Keys

  func get(_ key: String) throws(StoreError) -> String? {
    try answer(["GET", key]) { () throws(StoreError) in try store.get(key) }
  }

  func set(_ key: String, _ value: String, onlyIfAbsent: Bool, expiry: Duration?) throws(StoreError) -> Bool {
    let options = [onlyIfAbsent ? "NX" : "", expiry.map { "PX \($0)" } ?? ""]
    return try answer(["SET", key, value] + options) { () throws(StoreError) in
      try store.set(key, value, onlyIfAbsent: onlyIfAbsent, expiry: expiry)
    }
  }

  func delete(_ key: String) throws(StoreError) -> Bool {
    try answer(["DEL", key]) { () throws(StoreError) in try store.delete(key) }
  }

  func exists(_ key: String) throws(StoreError) -> Bool {
    try answer(["EXISTS", key]) { () throws(StoreError) in try store.exists(key) }
  }

  func expire(_ key: String, after duration: Duration) throws(StoreError) -> Bool {
    try answer(["PEXPIRE", key, "\(duration)"]) { () throws(StoreError) in try store.expire(key, after: duration) }
  }

  func timeToLive(_ key: String) throws(StoreError) -> Duration? {
    try answer(["PTTL", key]) { () throws(StoreError) in try store.timeToLive(key) }
  }

  func increment(_ key: String, by amount: Int) throws(StoreError) -> Int {
    try answer(["INCRBY", key, "\(amount)"]) { () throws(StoreError) in try store.increment(key, by: amount) }
  }

  // MARK: - Lists

  func pushLast(_ key: String, _ element: String) throws(StoreError) -> Int {
    try answer(["RPUSH", key, element]) { () throws(StoreError) in try store.pushLast(key, element) }
  }

  func popFirst(_ key: String) throws(StoreError) -> String? {
    try answer(["LPOP", key]) { () throws(StoreError) in try store.popFirst(key) }
  }

  func moveFirst(from source: String, toLastOf destination: String) throws(StoreError) -> String? {
    try answer(["LMOVE", source, destination, "LEFT", "RIGHT"]) { () throws(StoreError) in
      try store.moveFirst(from: source, toLastOf: destination)
    }
  }

  func removeFirst(_ element: String, from key: String) throws(StoreError) -> Bool {
    try answer(["LREM", key, "1", element]) { () throws(StoreError) in try store.removeFirst(element, from: key) }
  }

  func listLength(_ key: String) throws(StoreError) -> Int {
    try answer(["LLEN", key]) { () throws(StoreError) in try store.listLength(key) }
  }

  func list(_ key: String) throws(StoreError) -> [String] {
    try answer(["LRANGE", key, "0", "-1"]) { () throws(StoreError) in try store.list(key) }
  }

  // MARK: - Sets

  func addMember(_ member: String, to key: String) throws(StoreError) -> Bool {
    try answer(["SADD", key, member]) { () throws(StoreError) in try store.addMember(member, to: key) }
  }

  func removeMember(_ member: String, from key: String) throws(StoreError) -> Bool {
    try answer(["SREM", key, member]) { () throws(StoreError) in try store.removeMember(member, from: key) }
  }

  func isMember(_ member: String, of key: String) throws(StoreError) -> Bool {
    try answer(["SISMEMBER", key, member]) { () throws(StoreError) in try store.isMember(member, of: key) }
  }

  func memberCount(_ key: String) throws(StoreError) -> Int {
    try answer(["SCARD", key]) { () throws(StoreError) in try store.memberCount(key) }
  }

  func members(_ key: String) throws(StoreError) -> [String] {
    try answer(["SMEMBERS", key]) { () throws(StoreError) in try store.members(key) }
  }

  // MARK: - Sorted sets

  func addScored(_ member: String, score: Int64, to key: String) throws(StoreError) {
    try answer(["ZADD", key, "\(score)", member]) { () throws(StoreError) in
      try store.addScored(member, score: score, to: key)
    }
  }

  func removeScored(_ member: String, from key: String) throws(StoreError) -> Bool {
    try answer(["ZREM", key, member]) { () throws(StoreError) in try store.removeScored(member, from: key) }
  }

  func score(of member: String, in key: String) throws(StoreError) -> Int64? {
    try answer(["ZSCORE", key, member]) { () throws(StoreError) in try store.score(of: member, in: key) }
  }

  func scored(_ key: String, upTo maximum: Int64, limit: Int) throws(StoreError) -> [String] {
    try answer(["ZRANGEBYSCORE", key, "\(maximum)", "\(limit)"]) { () throws(StoreError) in
      try store.scored(key, upTo: maximum, limit: limit)
    }
  }

  func rank(of member: String, in key: String) throws(StoreError) -> Int? {
    try answer(["ZRANK", key, member]) { () throws(StoreError) in try store.rank(of: member, in: key) }
  }

  func scoredCount(_ key: String) throws(StoreError) -> Int {
    try answer(["ZCARD", key]) { () throws(StoreError) in try store.scoredCount(key) }
  }
}
