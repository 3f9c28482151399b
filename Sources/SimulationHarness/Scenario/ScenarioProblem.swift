/// One thing that is wrong with a scenario file.
package struct ScenarioProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path as it was given.
  package var file: String
  /// From 1; nil when the file as a whole is meant.
  package var line: Int?
  /// The key with the keys around it, such as `load.arrivals.users`; nil when no single key is meant.
  package var key: String?
  /// What is wrong, what was expected and, where it is not plain, what to do.
  package var message: String

  package init(file: String, line: Int?, key: String?, message: String) {
    self.file = file
    self.line = line
    self.key = key
    self.message = message
  }

  /// `scenarios/rush-100.yaml:14: load.arrivals.users is 0; expected at least 1.`
  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return ([place + ":"] + [key, message].compactMap(\.self)).joined(separator: " ")
  }
}

/// Everything that is wrong with a scenario file, so that one run of the program shows all there is to mend.
package struct ScenarioProblems: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one; by line, then by key, those about the whole file first.
  package let problems: [ScenarioProblem]

  package init(_ problems: [ScenarioProblem]) {
    precondition(!problems.isEmpty, "A refusal names at least one problem.")
    self.problems = problems.sorted { left, right in
      (left.line ?? 0, left.key ?? "", left.message) < (right.line ?? 0, right.key ?? "", right.message)
    }
  }

  /// One problem a line.
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
