/// A sorted set: members by score, then by their bytes.
///
/// The order is kept in blocks of at most `blockSize` members, so that adding and removing moves a block and not the
/// whole set.
final class ScoredSet {
  private static let blockSize = 256

  private var scores: [StoreBytes: Int64] = [:]
  /// None of them is empty.
  private var blocks: [[ScoredMember]] = []

  var count: Int { scores.count }
  var all: [ScoredMember] { Array(blocks.joined()) }

  func score(of member: String) -> Int64? { scores[StoreBytes(member)] }

  /// Adds a member or changes its score.
  ///
  /// - Returns: whether the member is new.
  func add(_ member: String, score: Int64) -> Bool {
    let score = Self.rounded(score)
    let old = scores.updateValue(score, forKey: StoreBytes(member))
    if let old {
      guard old != score else { return false }
      removeFromOrder(ScoredMember(score: old, member: member))
    }
    insertIntoOrder(ScoredMember(score: score, member: member))
    return old == nil
  }

  /// - Returns: whether the member was there.
  func remove(_ member: String) -> Bool {
    guard let score = scores.removeValue(forKey: StoreBytes(member)) else { return false }
    removeFromOrder(ScoredMember(score: score, member: member))
    return true
  }

  /// The first `limit` members whose score is at most `maximum`; all of them when `limit` is negative.
  ///
  /// - Complexity: O(members that come out).
  func first(_ limit: Int, upTo maximum: Int64) -> [String] {
    let maximum = Self.rounded(maximum)
    var members: [String] = []
    for block in blocks {
      for element in block {
        guard limit < 0 || members.count < limit, element.score <= maximum else { return members }
        members.append(element.member)
      }
    }
    return members
  }

  /// How many members stand before it; nil when it is not there.
  ///
  /// - Complexity: O(n / block size).
  func rank(of member: String) -> Int? {
    guard let score = scores[StoreBytes(member)] else { return nil }
    let element = ScoredMember(score: score, member: member)
    let block = block(for: element)
    return blocks[..<block].reduce(0) { $0 + $1.count } + Self.position(of: element, in: blocks[block])
  }

  /// Redis keeps scores as doubles: above 2^53 neighbours fall together. The greatest integer stands for 2^63, to which
  /// those next to it are rounded.
  private static func rounded(_ score: Int64) -> Int64 { Int64(exactly: Double(score)) ?? .max }

  private func insertIntoOrder(_ element: ScoredMember) {
    guard !blocks.isEmpty else {
      blocks.append([element])
      return
    }
    let block = block(for: element)
    let position = Self.position(of: element, in: blocks[block])
    blocks[block].insert(element, at: position)
    if blocks[block].count > Self.blockSize {
      let half = Array(blocks[block].suffix(Self.blockSize / 2))
      blocks[block].removeLast(half.count)
      blocks.insert(half, at: block + 1)
    }
  }

  private func removeFromOrder(_ element: ScoredMember) {
    let block = block(for: element)
    let position = Self.position(of: element, in: blocks[block])
    precondition(blocks[block][position] == element, "\(element) is not where its score says")
    blocks[block].remove(at: position)
    if blocks[block].isEmpty { blocks.remove(at: block) }
  }

  /// The last block that begins at or before the element; the first when none does.
  private func block(for element: ScoredMember) -> Int {
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if element < blocks[middle][0] { high = middle } else { low = middle + 1 }
    }
    return max(0, low - 1)
  }

  /// The first position that does not precede the element.
  private static func position(of element: ScoredMember, in block: [ScoredMember]) -> Int {
    var low = 0
    var high = block.count
    while low < high {
      let middle = (low + high) / 2
      if block[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
