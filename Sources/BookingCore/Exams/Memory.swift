package import Ports

/// Remembers what was read for a lifetime, within one instance. Who asks while it is being read waits for that reading;
/// a failure is told to those who wait and remembered by nobody. A caller that is cancelled takes nobody with it.
package actor Memory<Key: Hashable & Sendable, Value: Sendable> {
  private struct Entry {
    let value: Value
    let until: Timestamp
  }

  private let lifetime: Duration
  private let time: any TimeSource
  private var entries: [Key: Entry] = [:]
  private var readings: [Key: Task<Result<Value, Interruption>, Never>] = [:]

  /// - Parameter lifetime: how long a value is believed, from when it was asked for: it may be as old as that.
  package init(lifetime: Duration, time: any TimeSource) {
    self.lifetime = lifetime
    self.time = time
  }

  /// The value of a key, read with `reading` unless it is known.
  package func value(
    of key: Key,
    _ reading: @escaping @Sendable () async throws(Interruption) -> Value
  ) async throws(Interruption) -> Value {
    if let entry = entries[key], time.now < entry.until { return entry.value }
    let task = readings[key] ?? begin(key, reading)
    return try await task.value.get()
  }

  /// Does not believe the value of a key any more; a reading that is under way is not remembered.
  package func forget(_ key: Key) {
    entries[key] = nil
    readings[key] = nil
  }

  private func begin(
    _ key: Key,
    _ reading: @escaping @Sendable () async throws(Interruption) -> Value
  ) -> Task<Result<Value, Interruption>, Never> {
    let until = time.now + lifetime
    let task = Task { () -> Result<Value, Interruption> in
      do throws(Interruption) { return .success(try await reading()) } catch { return .failure(error) }
    }
    readings[key] = task
    Task {
      let outcome = await task.value
      guard readings[key] == task else { return }
      readings[key] = nil
      if case .success(let value) = outcome { entries[key] = Entry(value: value, until: until) }
    }
    return task
  }
}
