/// What a core asks of time. All waiting of the core goes through it, so that an instance which has crashed waits no
/// more.
package protocol TimeSource: Sendable {
  var now: Timestamp { get }

  /// Waits for `duration`.
  ///
  /// - Throws: `InstanceGone` when the instance is gone or its task is cancelled, before or during the wait.
  func sleep(for duration: Duration) async throws(InstanceGone)

  /// Ticks at `interval`, the first one `interval` from now, until the instance is gone or the task is cancelled. A
  /// consumer that is late for a tick skips it: ticks do not pile up.
  func ticks(every interval: Duration) -> any AsyncSequence<Timestamp, Never> & Sendable
}

/// The instance that runs this code has crashed or was stopped: nothing it does from here on can have an effect, and
/// no compensation may be tried. Never retried, never swallowed.
package struct InstanceGone: Error, Hashable, Sendable {
  package init() {}
}
