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
}
