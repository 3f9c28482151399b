/// Tasks that one task starts and waits for, as many at a time as one likes: a discarding task group whose work is linear.
///
/// A task group of the standard library keeps its children in a list, and walks it for each child that ends: with 50,000
/// at once that is most of a run. Here errors and cancellation go the way they go there: the first error cancels the
/// others and is thrown when all have ended, and so does the cancellation of the task that waits.
package final class TaskCrowd: Sendable {
  private struct State {
    /// By number, from 0 in the order of their start.
    var running: [Int: Task<Void, Never>] = [:]
    var started = 0
    var isCancelled = false
    var failure: (any Error)?
  }

  private let state = SimulationLocal(State())
  private let isEmpty = Wakeup("the end of a crowd of tasks")

  private init() {}

  /// Runs `body`, which may start tasks, and waits until they have all ended.
  ///
  /// - Throws: what `body` throws, otherwise the first error of a task.
  package static func run(_ body: (TaskCrowd) async throws -> Void) async throws {
    let crowd = TaskCrowd()
    try await withTaskCancellationHandler {
      do {
        try await body(crowd)
      } catch {
        crowd.cancelAll()
        await crowd.waitUntilEmpty()
        throw error
      }
      await crowd.waitUntilEmpty()
    } onCancel: {
      crowd.cancelAll()
    }
    if let failure = crowd.state.withValue({ $0.failure }) { throw failure }
  }

  /// Whether tasks that are added now are cancelled from their beginning: one has failed, or all have been cancelled.
  package var isCancelled: Bool { state.withValue { $0.isCancelled } }

  /// Starts a task.
  package func add(_ operation: @escaping @Sendable () async throws -> Void) {
    let number = state.withValue { state in
      state.started += 1
      return state.started - 1
    }
    // An unstructured task inherits no preference of its parent, as a child of a group would.
    let preference = Scheduler.required("TaskCrowd").isSeeded ? ProcessExecutors.defaultExecutor : nil
    let task = Task(executorPreference: preference) {
      do {
        try await operation()
        self.end(number, failure: nil)
      } catch {
        self.end(number, failure: error)
      }
    }
    // It has not begun: nothing runs before this task waits.
    let isCancelled = state.withValue { state in
      state.running[number] = task
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
  }

  private func end(_ number: Int, failure: (any Error)?) {
    let (isFirstFailure, isLast) = state.withValue { state in
      state.running[number] = nil
      let isFirst = failure != nil && state.failure == nil
      if isFirst { state.failure = failure }
      return (isFirst, state.running.isEmpty)
    }
    if isFirstFailure { cancelAll() }
    if isLast { isEmpty.wake() }
  }

  private func cancelAll() {
    let tasks = state.withValue { state in
      state.isCancelled = true
      return state.running.sorted { $0.key < $1.key }.map(\.value)
    }
    for task in tasks { task.cancel() }
  }

  private func waitUntilEmpty() async {
    while state.withValue({ !$0.running.isEmpty }) { await isEmpty.waitThroughCancellation() }
  }
}
