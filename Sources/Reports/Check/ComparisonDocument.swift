import Results

/// A comparison as JSON.
struct ComparisonDocument: Encodable {
  private let against: String
  /// `baseline` or `result`.
  private let kind: String
  /// In words, what is not about values.
  private let notes: [String]
  private let changes: [ShiftDocument]
  /// In words, what is wrong with the runs themselves.
  private let problems: [String]
  private let verdict: String
  private let exitCode: Int
  private let modelRevision: Int

  init(_ comparison: CheckComparison) {
    let report = CheckComparisonReport(comparison)
    against = comparison.other.path
    if case .baseline = comparison.other { kind = "baseline" } else { kind = "result" }
    (notes, problems) = (report.notes, report.problems)
    changes = comparison.shifts.map(ShiftDocument.init)
    (verdict, exitCode) = (comparison.verdict.name, comparison.verdict.rawValue)
    modelRevision = comparison.result.modelRevision
  }

  private enum CodingKeys: String, CodingKey {
    case against, kind, notes, changes, problems, verdict
    case exitCode = "exit_code"
    case modelRevision = "model_revision"
  }
}
