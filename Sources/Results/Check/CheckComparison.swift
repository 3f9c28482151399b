/// Runs beside what another place has of the same scenarios and designs: a baseline that they would change, or the result
/// of another check.
package struct CheckComparison: Hashable, Sendable {
  /// What the runs are compared with.
  package enum Other: Hashable, Sendable {
    /// The path of a baseline.
    case baseline(String)
    /// The path of another check's result.
    case result(String)

    package var path: String {
      switch self {
      case .baseline(let path), .result(let path): path
      }
    }
  }

  package let other: Other
  /// Not held against a baseline.
  package let result: CheckResult
  /// All that is not a value: other scenarios and models, and what only one side has.
  package let changes: [BaselineChange]
  /// The largest first, otherwise in the order of the cells.
  package let shifts: [MeasureShift]

  /// - Parameters:
  ///   - changes: values among them are left out, for the shifts have them.
  ///   - shifts: in the order of the cells.
  package init(_ result: CheckResult, with other: Other, changes: [BaselineChange], shifts: [MeasureShift]) {
    (self.result, self.other) = (result, other)
    self.changes = changes.filter { if case .value = $0 { false } else { true } }
    self.shifts = shifts.largestFirst
  }

  package var beyond: [MeasureShift] { shifts.filter(\.isBeyond) }

  package var within: [MeasureShift] { shifts.filter { !$0.isBeyond } }

  /// What is wrong with the runs themselves comes first; otherwise whether anything is beyond its tolerance.
  package var verdict: CheckVerdict {
    CheckVerdict.lowest([result.verdict, beyond.isEmpty ? .passed : .regressed])
  }
}
