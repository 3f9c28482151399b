import Dispatch
import Synchronization

/// Independent runs on several threads of this process, each a simulation of its own.
package enum SideBySide {
  /// Calls `body` once for each number in 0..<`count`, on as many threads as there are processors, and gives the results
  /// in the order of the numbers, whatever the order in which they were ready.
  ///
  /// - Parameter finished: called after each result, from any thread, with how many are ready.
  /// - Throws: the error of the lowest number that failed.
  package static func map<Output: Sendable>(
    count: Int,
    finished: @Sendable (Int) -> Void = { _ in },
    _ body: @Sendable (Int) throws -> Output
  ) throws -> [Output] {
    let results = Mutex<(ready: Int, outputs: [Result<Output, any Error>?])>((0, Array(repeating: nil, count: count)))
    DispatchQueue.concurrentPerform(iterations: count) { number in
      let result = Result { try body(number) }
      let ready = results.withLock { results in
        results.outputs[number] = result
        results.ready += 1
        return results.ready
      }
      finished(ready)
    }
    return try results.withLock { try $0.outputs.compactMap { try $0?.get() } }
  }

  /// Calls `body` as `map` does, and takes the results into `state` in the order of the numbers, each as soon as those
  /// before it are in: what waits is what is ahead of the slowest call, not all.
  ///
  /// - Parameters:
  ///   - numbers: the calls, in the order in which results are taken.
  ///   - finished: called after each result, from any thread, with how many are ready.
  /// - Throws: the error of the first call that failed; calls after it may be left out.
  package static func fold<State: Sendable, Output: Sendable>(
    _ numbers: [Int],
    into state: State,
    finished: @Sendable (Int) -> Void = { _ in },
    _ body: @Sendable (Int) throws -> Output,
    _ take: @Sendable (inout State, Output) -> Void
  ) throws -> State {
    let progress = Mutex(FoldProgress<State, Output>(state: state))
    DispatchQueue.concurrentPerform(iterations: numbers.count) { position in
      guard progress.withLock({ $0.failure == nil }) else { return }
      let result = Result { try body(numbers[position]) }
      let ready = progress.withLock { progress in
        progress.ready += 1
        progress.waiting[position] = result
        while progress.failure == nil, let next = progress.waiting.removeValue(forKey: progress.taken) {
          switch next {
          case .success(let output): take(&progress.state, output)
          case .failure(let error): progress.failure = error
          }
          progress.taken += 1
        }
        return progress.ready
      }
      finished(ready)
    }
    return try progress.withLock { progress in
      if let failure = progress.failure { throw failure }
      return progress.state
    }
  }
}

/// How far a fold is.
private struct FoldProgress<State, Output> {
  var state: State
  var ready = 0
  /// How many results are in the state.
  var taken = 0
  /// Results that came before their turn.
  var waiting: [Int: Result<Output, any Error>] = [:]
  var failure: (any Error)?

  init(state: State) { self.state = state }
}
