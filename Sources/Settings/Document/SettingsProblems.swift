/// Everything that is wrong with a settings file, so that one run of the program shows all there is to mend.
package struct SettingsProblems: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one; by line, then by key, those without a line first.
  package let problems: [SettingsProblem]

  /// - Parameter problems: at least one, in any order.
  package init(_ problems: [SettingsProblem]) {
    precondition(!problems.isEmpty, "A refusal names at least one problem.")
    self.problems = problems.sorted { left, right in
      (left.line ?? 0, left.key ?? "", left.message) < (right.line ?? 0, right.key ?? "", right.message)
    }
  }

  /// One problem a line.
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
