/// A run of one of the products, as measures and checks see it.
package enum ProductRun: Sendable {
  case booking(MeasuredRun)
  case bulkSync(SyncSummary)

  package var design: String {
    switch self {
    case .booking(let run): run.summary.design
    case .bulkSync(let summary): summary.design
    }
  }

  package var digest: String {
    switch self {
    case .booking(let run): run.summary.digest
    case .bulkSync(let summary): summary.digest
    }
  }

  /// What the audit found and what was not at rest, in words; empty when the run is sound.
  package var problems: [String] {
    switch self {
    case .booking(let run):
      run.summary.audit.map { "\($0.kind.rawValue): \($0.detail)" }
        + run.summary.leftovers.map { "not at rest: \($0)" }
    case .bulkSync(let summary): summary.findings.map { "\($0.kind.rawValue): \($0.detail)" }
    }
  }
}
