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

  /// More than these nobody reads; they are counted only.
  package static let mostShown = 100

  /// One problem a line.
  package var description: String {
    let rest = problems.count - Self.mostShown
    let last = rest > 0 ? ["and \(rest) more \(rest == 1 ? "problem" : "problems")"] : []
    return (problems.prefix(Self.mostShown).map(\.description) + last).joined(separator: "\n")
  }
}
