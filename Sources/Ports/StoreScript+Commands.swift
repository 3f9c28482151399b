// Single commands: scripts of one command, so that there is one way into the store.

extension StoreScript where Output == String? {
  /// `GET`.
  package static func get(_ key: String) -> Self {
    StoreScript("GET") { (store) throws(StoreError) in try store.get(key) }
  }
}

extension StoreScript where Output == Bool {
  /// `SET key value [NX] [PX]`; false when `onlyIfAbsent` and the key exists.
  package static func set(_ key: String, _ value: String, onlyIfAbsent: Bool = false, expiry: Duration? = nil) -> Self {
    StoreScript("SET") { (store) throws(StoreError) in
      try store.set(key, value, onlyIfAbsent: onlyIfAbsent, expiry: expiry)
    }
  }

  /// `DEL`; whether the key existed.
  package static func delete(_ key: String) -> Self {
    StoreScript("DEL") { (store) throws(StoreError) in try store.delete(key) }
  }

  /// Deletes the key if it holds `value`; whether it did. What a lease holder releases with: a later holder's lease
  /// stays untouched.
  package static func compareAndDelete(_ key: String, _ value: String) -> Self {
    StoreScript("compare and delete") { (store) throws(StoreError) in
      guard let held = try store.get(key), held.utf8.elementsEqual(value.utf8) else { return false }
      return try store.delete(key)
    }
  }

  /// Renews the expiry if the key holds `value`; whether it did.
  package static func compareAndExpire(_ key: String, _ value: String, after duration: Duration) -> Self {
    StoreScript("compare and expire") { (store) throws(StoreError) in
      guard let held = try store.get(key), held.utf8.elementsEqual(value.utf8) else { return false }
      return try store.expire(key, after: duration)
    }
  }
}

extension StoreScript where Output == Int {
  /// `LLEN`.
  package static func listLength(_ key: String) -> Self {
    StoreScript("LLEN") { (store) throws(StoreError) in try store.listLength(key) }
  }
}
