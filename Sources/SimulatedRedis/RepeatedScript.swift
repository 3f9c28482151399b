import Ports

/// How often the store runs a script.
package enum ScriptRuns: Sendable {
  case once
  /// A second time on the answers that the first run was given, as a client over the network does it
  /// (`docs/decisions/0024-scripts-that-can-be-run-again.md`). The store changes once, and so do results. The process
  /// ends, naming the script, when the two runs differ. For tests: it takes time.
  case twice
}

/// A script that is run on the store, and then on the answers that the store gave.
struct RepeatedScript<Output: Sendable> {
  let script: StoreScript<Output>

  /// - Throws: what the script throws.
  func run(on store: any StoreCommands) throws(StoreError) -> Output {
    let transcript = ScriptTranscript(of: script.name, on: store)
    let first = outcome(on: transcript)
    transcript.rewind()
    let second = outcome(on: transcript)
    transcript.end()
    switch (first, second) {
    case (.success(let output), .success(let again)) where areEqual(output, again): return output
    case (.failure(let error), .failure(let again)) where error == again: throw error
    default: transcript.fail("its result was \(first) the first time and \(second) the second")
    }
  }

  private func outcome(on commands: any StoreCommands) -> Result<Output, StoreError> {
    Result { () throws(StoreError) in try script.body(commands) }
  }

  private func areEqual(_ output: Output, _ other: Output) -> Bool {
    if Output.self == Void.self { return true }
    guard let type = Output.self as? any Equatable.Type else {
      fatalError("The store script “\(script.name)” gives a \(Output.self); expected something Equatable, or nothing.")
    }
    return type.areEqual(output, other)
  }
}

extension Equatable {
  fileprivate static func areEqual(_ value: Any, _ other: Any) -> Bool {
    guard let value = value as? Self, let other = other as? Self else { return false }
    return value == other
  }
}
