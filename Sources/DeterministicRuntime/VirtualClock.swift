package import VirtualTime

/// The time of the simulation that runs on this thread. Any two are equal: a clock holds nothing.
///
/// Time moves only when nothing is runnable. A sleep ends at its exact instant; whatever its tolerance, there is no
/// slack. Outside of a simulation there is no virtual time, and asking for it traps.
package struct VirtualClock: Clock, Sendable {
  package typealias Instant = VirtualInstant

  package init() {}

  /// The present instant of the simulation on this thread. Traps outside of one.
  package var now: VirtualInstant { VirtualInstant(nanoseconds: nanoseconds) }

  /// The present instant in nanoseconds since the start of the run: `now` for paths where every nanosecond counts.
  /// Traps outside of a simulation.
  package var nanoseconds: Int64 { Scheduler.required("VirtualClock").now }

  /// One nanosecond.
  package var minimumResolution: Duration { .nanoseconds(1) }

  /// Waits until `deadline`. A deadline that is now or past returns at once, without letting other jobs run.
  ///
  /// A sleep whose timer has fired ends normally, even if its task is cancelled at that instant before it goes on; one
  /// that is cancelled at the instant of its deadline, before its timer fires, throws.
  /// - Throws: `CancellationError` at the instant of the cancellation; without waiting when the task is cancelled already.
  package func sleep(until deadline: VirtualInstant, tolerance: Duration? = nil) async throws {
    try await Scheduler.required("VirtualClock.sleep").sleep(until: deadline.nanoseconds)
  }

  /// Waits for `nanoseconds`, otherwise as `sleep(until:tolerance:)`; the fast path, for it spares 128-bit arithmetic.
  package func sleep(nanoseconds: Int64) async throws {
    let scheduler = Scheduler.required("VirtualClock.sleep")
    try await scheduler.sleep(until: scheduler.instant(after: nanoseconds))
  }

  /// Waits for `span`, otherwise as `sleep(until:tolerance:)`.
  package func sleep(for span: VirtualSpan) async throws { try await sleep(nanoseconds: span.nanoseconds) }

  /// Waits for `span` whether the task is cancelled or not, as a server works on although its client has gone.
  /// The cheapest wait there is.
  package func sleepThroughCancellation(for span: VirtualSpan) async {
    await sleepThroughCancellation(nanoseconds: span.nanoseconds)
  }

  /// The same for `nanoseconds`.
  package func sleepThroughCancellation(nanoseconds: Int64) async {
    let scheduler = Scheduler.required("VirtualClock.sleepThroughCancellation")
    await scheduler.sleepThroughCancellation(until: scheduler.instant(after: nanoseconds))
  }
}
