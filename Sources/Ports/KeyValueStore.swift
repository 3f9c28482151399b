/// The part of Redis that the core needs, with Redis's names and semantics.
///
/// There is one door: a script that runs atomically, as `EVAL` or `MULTI` would. A single command is a script of one
/// command (`StoreScript+Commands.swift`); each run is one round trip.
package protocol KeyValueStore: Sendable {
  /// Runs a script atomically and answers with its result.
  ///
  /// - Throws: `StoreError.instanceGone` when the instance is gone (the effect may stand), and what the script throws.
  func run<Output: Sendable>(_ script: StoreScript<Output>) async throws(StoreError) -> Output

  /// `BLPOP key timeout`: takes the first element of a list, or waits for one. Clients that wait for one key are served
  /// in the order in which they began to wait.
  ///
  /// - Returns: the element, or nil when none came within `timeout`.
  func blockingPopFirst(_ key: String, timeout: Duration) async throws(StoreError) -> String?
}

/// What is done to the store while nothing else can.
///
/// A script can be run again (`docs/decisions/0024-scripts-that-can-be-run-again.md`): the same answers of the store lead
/// to the same commands in the same order and to the same result. So it captures constants only, reads neither time nor
/// chance, changes nothing but the store, and lets the errors of commands through. Its result is `Equatable`, or nothing,
/// so that two runs can be compared.
package struct StoreScript<Output: Sendable>: Sendable {
  /// What the script does, in a word or two: timelines and counts show it.
  package let name: String
  package let body: @Sendable (any StoreCommands) throws(StoreError) -> Output

  package init(_ name: String, _ body: @escaping @Sendable (any StoreCommands) throws(StoreError) -> Output) {
    self.name = name
    self.body = body
  }
}

/// Why a store command failed.
package enum StoreError: Error, Hashable, Sendable {
  /// The instance that sent it is gone; whether the store acted is not known. Never retried, never swallowed.
  case instanceGone
  /// `WRONGTYPE`: the key holds another kind of value than the command is for.
  case wrongType(key: String)
  /// `ERR value is not an integer or out of range`.
  case notAnInteger(key: String)
  /// `ERR invalid expire time`: not above zero, or more milliseconds than a 64-bit integer holds.
  case invalidExpiry(key: String)
}

/// The commands that a script may use: Redis's, under Redis's rules. A key that has expired does not exist. Keys, members
/// and values are bytes: texts that only look the same are different ones. Only good while the script runs.
///
/// Every command may throw, whatever it is for: a client that lacks its answer ends the run so, and begins it again when
/// it has the answer.
package protocol StoreCommands: AnyObject {
  /// `GET`.
  func get(_ key: String) throws(StoreError) -> String?
  /// `SET key value [NX] [PX]`: without `expiry` the key lives for ever, also when it had an expiry before.
  /// - Returns: false when `onlyIfAbsent` and the key exists; then nothing has changed.
  /// - Throws: `invalidExpiry`, whether the key exists or not.
  @discardableResult
  func set(_ key: String, _ value: String, onlyIfAbsent: Bool, expiry: Duration?) throws(StoreError) -> Bool
  /// `DEL`. - Returns: whether the key existed.
  @discardableResult
  func delete(_ key: String) throws(StoreError) -> Bool
  /// `EXISTS`.
  func exists(_ key: String) throws(StoreError) -> Bool
  /// `PEXPIRE`: at once when `duration` is not above zero. - Returns: false when the key does not exist.
  @discardableResult
  func expire(_ key: String, after duration: Duration) throws(StoreError) -> Bool
  /// `PTTL`: nil when the key does not exist or lives for ever.
  func timeToLive(_ key: String) throws(StoreError) -> Duration?
  /// `INCRBY`: a missing key counts as 0; an expiry stays as it was.
  @discardableResult
  func increment(_ key: String, by amount: Int) throws(StoreError) -> Int

  /// `RPUSH`. - Returns: the length afterwards.
  @discardableResult
  func pushLast(_ key: String, _ element: String) throws(StoreError) -> Int
  /// `LPOP`.
  func popFirst(_ key: String) throws(StoreError) -> String?
  /// `LMOVE source destination LEFT RIGHT`: nil when the source is empty.
  func moveFirst(from source: String, toLastOf destination: String) throws(StoreError) -> String?
  /// `LREM key 1 element`. - Returns: whether an element was removed.
  @discardableResult
  func removeFirst(_ element: String, from key: String) throws(StoreError) -> Bool
  /// `LLEN`.
  func listLength(_ key: String) throws(StoreError) -> Int
  /// `LRANGE key 0 -1`.
  func list(_ key: String) throws(StoreError) -> [String]

  /// `SADD`. - Returns: whether the member is new.
  @discardableResult
  func addMember(_ member: String, to key: String) throws(StoreError) -> Bool
  /// `SREM`. - Returns: whether the member was there.
  @discardableResult
  func removeMember(_ member: String, from key: String) throws(StoreError) -> Bool
  /// `SISMEMBER`.
  func isMember(_ member: String, of key: String) throws(StoreError) -> Bool
  /// `SCARD`.
  func memberCount(_ key: String) throws(StoreError) -> Int
  /// `SMEMBERS`, in ascending order (Redis gives no order; ours is fixed so that runs repeat).
  func members(_ key: String) throws(StoreError) -> [String]

  /// `ZADD`: adds the member or changes its score, a double: above 2^53 neighbouring integers are the same score.
  func addScored(_ member: String, score: Int64, to key: String) throws(StoreError)
  /// `ZREM`. - Returns: whether the member was there.
  @discardableResult
  func removeScored(_ member: String, from key: String) throws(StoreError) -> Bool
  /// `ZSCORE`: nil when the member is not there.
  func score(of member: String, in key: String) throws(StoreError) -> Int64?
  /// `ZRANGEBYSCORE key -inf maximum LIMIT 0 limit`: by score, then by member; all of them when `limit` is negative.
  func scored(_ key: String, upTo maximum: Int64, limit: Int) throws(StoreError) -> [String]
  /// `ZRANK`: how many members stand before it; nil when the member is not there.
  func rank(of member: String, in key: String) throws(StoreError) -> Int?
  /// `ZCARD`.
  func scoredCount(_ key: String) throws(StoreError) -> Int
}
