/// Values by name, for the few dozen names of a schema: names of one length lie together and are compared one by one,
/// which costs a fraction of hashing them.
struct NameTable<Value> {
  /// By length in bytes.
  private var buckets: [[(name: String, value: Value)]] = []

  /// Sets the value of a name; one that is known already gets the new value.
  mutating func set(_ name: String, _ value: Value) {
    let length = name.utf8.count
    while buckets.count <= length { buckets.append([]) }
    if let position = buckets[length].firstIndex(where: { $0.name == name }) {
      buckets[length][position].value = value
    } else {
      buckets[length].append((name, value))
    }
  }

  subscript(name: String) -> Value? {
    let length = name.utf8.count
    guard length < buckets.count else { return nil }
    for entry in buckets[length] where entry.name == name { return entry.value }
    return nil
  }
}

extension NameTable: Sendable where Value: Sendable {}
