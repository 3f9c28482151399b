extension Scheduler {
  /// The instant `nanoseconds` from now, at most the last representable one.
  @inline(__always)
  func instant(after nanoseconds: Int64) -> Int64 {
    let (sum, overflow) = now.addingReportingOverflow(nanoseconds)
    return overflow ? (nanoseconds < 0 ? .min : .max) : sum
  }

  /// Waits until `due`, at once over when that is not in the future.
  /// - Throws: `CancellationError`.
  func sleep(until due: Int64) async throws {
    if Task.isCancelled { throw CancellationError() }
    if due <= now { return }
    if await wait(in: parking.reserve(), until: due) == .cancelled { throw CancellationError() }
  }

  /// Waits until `due`, cancelled or not.
  func sleepThroughCancellation(until due: Int64) async {
    if due <= now { return }
    let space = parking.reserve()
    await park(in: space, until: due)
    _ = parking.leave(space)
  }

  /// Waits in a reserved space and leaves it.
  /// - Returns: `expired`, `woken` or `cancelled`.
  @inline(__always)
  func wait(in space: ParkingLot.Space, until due: Int64) async -> ParkingLot.Outcome {
    await withTaskCancellationHandler {
      await park(in: space, until: due)
    } onCancel: {
      cancel(space)
    }
    return parking.leave(space)
  }
}
