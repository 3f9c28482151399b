package import Measures
package import Results

/// Replications with a purpose: what to compare in them, and how the result is told.
package struct ReplicationStudy: Sendable {
  /// What machines must agree on to share a study, and what a report needs beside the rows.
  package struct Plan: Codable, Sendable {
    package var experiment: Experiment
    package var pairs: [ReplicationFold.Pair]
    package var remarks: [String]
    /// How a sweep's tables are laid out; nil for one of all cells.
    package var pivot: PivotAxes?

    /// A fold that waits for the first row.
    package var fold: ReplicationFold { ReplicationFold(experiment, pairs: pairs) }
  }

  package let kind: StudyKind
  package let plan: Plan
  package let replications: Replications

  /// - Parameters:
  ///   - pairs: cells to compare seed by seed; nil for each with the first and with the one before it.
  ///   - remarks: what a report says under its table.
  ///   - pivot: how a sweep's tables are laid out.
  package init(
    _ kind: StudyKind,
    subjects: [ExperimentSubject],
    measures: [Measure],
    supporting: [Measure] = [],
    firstSeed: UInt64,
    seeds: Int,
    pairs: [ReplicationFold.Pair]? = nil,
    remarks: [String] = [],
    pivot: PivotAxes? = nil
  ) {
    self.kind = kind
    replications = Replications(
      subjects,
      measures: measures,
      supporting: supporting,
      firstSeed: firstSeed,
      seeds: seeds,
      isComparison: kind == .comparison
    )
    plan = Plan(
      experiment: replications.experiment,
      pairs: pairs ?? ReplicationFold.usualPairs(cells: subjects.count),
      remarks: remarks,
      pivot: pivot
    )
  }
}

/// A study that is over.
package struct ReplicationResult: Sendable {
  package let kind: StudyKind
  package let fold: ReplicationFold
  package let remarks: [String]
  /// How a sweep's tables are laid out; nil for one of all cells.
  package let pivot: PivotAxes?

  package init(kind: StudyKind, fold: ReplicationFold, remarks: [String], pivot: PivotAxes? = nil) {
    self.kind = kind
    self.fold = fold
    self.remarks = remarks
    self.pivot = pivot
  }
}
