/// What keys and values take, in bytes: the bytes themselves plus the overhead that `MEMORY USAGE` of Redis 7 on 64 bits
/// shows within some ten percent, allocator rounding averaged in.
///
/// A key costs its dictionary entry (24), its object header (16) and its string header with rounding (16). An aggregate
/// is counted as if it were large (hash table, skip list), which overstates those of a few members.
enum MemoryCost {
  static let expiry = 40
  static let listBase = 120
  static let setBase = 120
  static let sortedSetBase = 240

  static func key(_ key: String) -> Int { 56 + key.utf8.count }
  static func string(_ value: String) -> Int { 16 + value.utf8.count }
  static func listElement(_ element: String) -> Int { 6 + element.utf8.count }
  static func setMember(_ member: String) -> Int { 40 + member.utf8.count }
  /// In the dictionary and in the skip list.
  static func scoredMember(_ member: String) -> Int { 96 + member.utf8.count }
}
