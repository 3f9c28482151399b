package import VirtualTime

/// A script that the store has run.
package struct StoreEvent: Hashable, Sendable {
  package let at: VirtualInstant
  /// The script's name; `BLPOP` for a blocking pop, when it reaches the store.
  package let name: String
}

/// How much the store holds.
package struct StoreMemory: Hashable, Sendable {
  package let keyCount: Int
  /// An estimate of what Redis would report: see `MemoryCost`.
  package let usedBytes: Int
}

/// What a key holds, as a snapshot.
package enum InspectedValue: Hashable, Sendable {
  case string(String)
  case list([String])
  /// In ascending order.
  case set([String])
  /// By score, then by member.
  case sortedSet([ScoredMember])
}

/// A member of a sorted set.
package struct ScoredMember: Hashable, Comparable, Sendable {
  package let score: Int64
  package let member: String

  package init(score: Int64, member: String) {
    self.score = score
    self.member = member
  }

  package static func == (left: ScoredMember, right: ScoredMember) -> Bool {
    left.score == right.score && StoreBytes(left.member) == StoreBytes(right.member)
  }

  /// Redis's order: by score, then by the bytes of the member.
  package static func < (left: ScoredMember, right: ScoredMember) -> Bool {
    guard left.score == right.score else { return left.score < right.score }
    return left.member.utf8.lexicographicallyPrecedes(right.member.utf8)
  }
}
