import DequeModule
import Ports

extension Keyspace: StoreCommands {
  func get(_ key: String) throws(StoreError) -> String? {
    switch entry(key)?.value {
    case nil: return nil
    case .string(let value): return value
    default: throw .wrongType(key: key)
    }
  }

  @discardableResult
  func set(_ key: String, _ value: String, onlyIfAbsent: Bool, expiry: Duration?) throws(StoreError) -> Bool {
    // As Redis, which looks at the time before it looks at the key.
    if let expiry, expiry <= .zero || expiry > Self.longest { throw .invalidExpiry(key: key) }
    let found = entry(key)
    if onlyIfAbsent, found != nil { return false }
    if let found { update(found, to: value) }
    let entry = found ?? insert(key, .string(value), bytes: MemoryCost.string(value))
    if let expiry { setExpiry(entry, key, after: expiry) } else { clearExpiry(entry) }
    return true
  }

  @discardableResult
  func delete(_ key: String) -> Bool { remove(key) }

  func exists(_ key: String) -> Bool { entry(key) != nil }

  @discardableResult
  func expire(_ key: String, after duration: Duration) -> Bool {
    guard let entry = entry(key) else { return false }
    // As Redis: an expiry that is not in the future deletes.
    if duration > .zero { setExpiry(entry, key, after: duration) } else { remove(key) }
    return true
  }

  func timeToLive(_ key: String) -> Duration? { remainingTime(key) }

  @discardableResult
  func increment(_ key: String, by amount: Int) throws(StoreError) -> Int {
    guard let entry = entry(key) else {
      let value = String(amount)
      insert(key, .string(value), bytes: MemoryCost.string(value))
      return amount
    }
    guard case .string(let text) = entry.value else { throw .wrongType(key: key) }
    // Redis takes no other spelling than its own: neither 007 nor +7.
    guard let number = Int(text), String(number) == text else { throw .notAnInteger(key: key) }
    let (sum, overflows) = number.addingReportingOverflow(amount)
    guard !overflows else { throw .notAnInteger(key: key) }
    update(entry, to: String(sum))
    return sum
  }

  // MARK: - Lists

  @discardableResult
  func pushLast(_ key: String, _ element: String) throws(StoreError) -> Int {
    let entry = entry(key) ?? insert(key, .list(List()), bytes: MemoryCost.listBase)
    guard case .list(let list) = entry.value else { throw .wrongType(key: key) }
    list.elements.append(element)
    grow(entry, by: MemoryCost.listElement(element))
    notePush(key)
    return list.elements.count
  }

  func popFirst(_ key: String) throws(StoreError) -> String? {
    guard let (entry, list) = try existingList(key) else { return nil }
    return removeFirst(of: list, entry, key)
  }

  func moveFirst(from source: String, toLastOf destination: String) throws(StoreError) -> String? {
    guard let (entry, list) = try existingList(source) else { return nil }
    if StoreBytes(source) == StoreBytes(destination) {
      // Not by way of an empty list, which would cost the key its expiry.
      guard let element = list.elements.popFirst() else { return nil }
      list.elements.append(element)
      return element
    }
    // The type of the destination is looked at before anything is taken: an error changes nothing.
    _ = try existingList(destination)
    guard let element = removeFirst(of: list, entry, source) else { return nil }
    try pushLast(destination, element)
    return element
  }

  @discardableResult
  func removeFirst(_ element: String, from key: String) throws(StoreError) -> Bool {
    guard let (entry, list) = try existingList(key),
      let position = list.elements.firstIndex(where: { StoreBytes($0) == StoreBytes(element) })
    else { return false }
    list.elements.remove(at: position)
    shrink(entry, key, by: MemoryCost.listElement(element), isEmpty: list.elements.isEmpty)
    return true
  }

  func listLength(_ key: String) throws(StoreError) -> Int { try existingList(key)?.list.elements.count ?? 0 }

  func list(_ key: String) throws(StoreError) -> [String] {
    try existingList(key).map { Array($0.list.elements) } ?? []
  }

  private func existingList(_ key: String) throws(StoreError) -> (entry: Entry, list: List)? {
    guard let entry = entry(key) else { return nil }
    guard case .list(let list) = entry.value else { throw .wrongType(key: key) }
    return (entry, list)
  }

  // MARK: - Sets

  @discardableResult
  func addMember(_ member: String, to key: String) throws(StoreError) -> Bool {
    let entry = entry(key) ?? insert(key, .set(Members()), bytes: MemoryCost.setBase)
    guard case .set(let set) = entry.value else { throw .wrongType(key: key) }
    guard set.members.insert(StoreBytes(member)).inserted else { return false }
    grow(entry, by: MemoryCost.setMember(member))
    return true
  }

  @discardableResult
  func removeMember(_ member: String, from key: String) throws(StoreError) -> Bool {
    guard let (entry, set) = try existingSet(key), set.members.remove(StoreBytes(member)) != nil else { return false }
    shrink(entry, key, by: MemoryCost.setMember(member), isEmpty: set.members.isEmpty)
    return true
  }

  func isMember(_ member: String, of key: String) throws(StoreError) -> Bool {
    try existingSet(key)?.set.members.contains(StoreBytes(member)) ?? false
  }

  func memberCount(_ key: String) throws(StoreError) -> Int { try existingSet(key)?.set.members.count ?? 0 }

  func members(_ key: String) throws(StoreError) -> [String] {
    try existingSet(key)?.set.members.sorted().map(\.text) ?? []
  }

  private func existingSet(_ key: String) throws(StoreError) -> (entry: Entry, set: Members)? {
    guard let entry = entry(key) else { return nil }
    guard case .set(let set) = entry.value else { throw .wrongType(key: key) }
    return (entry, set)
  }

  // MARK: - Sorted sets

  func addScored(_ member: String, score: Int64, to key: String) throws(StoreError) {
    let entry = entry(key) ?? insert(key, .sortedSet(ScoredSet()), bytes: MemoryCost.sortedSetBase)
    guard case .sortedSet(let set) = entry.value else { throw .wrongType(key: key) }
    if set.add(member, score: score) { grow(entry, by: MemoryCost.scoredMember(member)) }
  }

  @discardableResult
  func removeScored(_ member: String, from key: String) throws(StoreError) -> Bool {
    guard let (entry, set) = try existingSortedSet(key), set.remove(member) else { return false }
    shrink(entry, key, by: MemoryCost.scoredMember(member), isEmpty: set.count == 0)
    return true
  }

  func score(of member: String, in key: String) throws(StoreError) -> Int64? {
    try existingSortedSet(key)?.set.score(of: member)
  }

  func scored(_ key: String, upTo maximum: Int64, limit: Int) throws(StoreError) -> [String] {
    try existingSortedSet(key)?.set.first(limit, upTo: maximum) ?? []
  }

  func rank(of member: String, in key: String) throws(StoreError) -> Int? {
    try existingSortedSet(key)?.set.rank(of: member)
  }

  func scoredCount(_ key: String) throws(StoreError) -> Int { try existingSortedSet(key)?.set.count ?? 0 }

  private func existingSortedSet(_ key: String) throws(StoreError) -> (entry: Entry, set: ScoredSet)? {
    guard let entry = entry(key) else { return nil }
    guard case .sortedSet(let set) = entry.value else { throw .wrongType(key: key) }
    return (entry, set)
  }
}
