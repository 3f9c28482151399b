package import Measures

/// What designs of the sync came to on one scenario, each under the same seeds.
package struct SyncResult: Sendable {
  package let subject: SyncSubject
  package let firstSeed: UInt64
  package let seeds: Int
  package let modelRevision: Int
  /// One for each design, at least one.
  package let cells: [SyncCell]

  package init(_ subject: SyncSubject, firstSeed: UInt64, seeds: Int, modelRevision: Int, cells: [SyncCell]) {
    precondition(!cells.isEmpty && seeds > 0, "a sync of \(cells.count) designs under \(seeds) seeds")
    self.subject = subject
    self.firstSeed = firstSeed
    self.seeds = seeds
    self.modelRevision = modelRevision
    self.cells = cells
  }

  package var runs: Int { cells.count * seeds }

  /// Nothing lost, nothing doubled, nothing left over.
  package var isSound: Bool { cells.allSatisfy { $0.rows.allSatisfy(\.isSound) } }

  package var keepsThresholds: Bool { cells.allSatisfy { $0.rows.allSatisfy(\.broken.isEmpty) } }

  /// The command that repeats the runs of a design.
  package func replay(_ design: String, seed: UInt64) -> String {
    "\(subject.command) --designs \(design) --seed \(seed)"
  }
}

/// What a sync was asked to do.
package struct SyncSubject: Hashable, Sendable {
  package let scenario: String
  package let scenarioHash: String
  /// One line for people.
  package let summary: String
  /// Of the source.
  package let records: Int
  /// In HubSpot at the start.
  package let before: Int
  /// Requests that each limit lets pass in its window, by bucket.
  package let limits: [String: Int]
  package let dailyLimit: Int?
  /// The command without designs and seeds.
  package let command: String
  /// How many bounds the runs are held against.
  package let thresholds: Int

  package init(
    scenario: String,
    scenarioHash: String,
    summary: String,
    records: Int,
    before: Int,
    limits: [String: Int],
    dailyLimit: Int?,
    command: String,
    thresholds: Int
  ) {
    self.scenario = scenario
    self.scenarioHash = scenarioHash
    self.summary = summary
    self.records = records
    self.before = before
    self.limits = limits
    self.dailyLimit = dailyLimit
    self.command = command
    self.thresholds = thresholds
  }
}

/// A design under all seeds.
package struct SyncCell: Sendable {
  package let design: String
  package let forecast: SyncForecastNumbers
  /// The run of the first seed, in full.
  package let first: SyncSummary
  /// One for each seed, in their order.
  package let rows: [SyncRow]

  package init(design: String, forecast: SyncForecastNumbers, first: SyncSummary, rows: [SyncRow]) {
    precondition(!rows.isEmpty, "\(design) without a run")
    self.design = design
    self.forecast = forecast
    self.first = first
    self.rows = rows
  }

  /// The values of a measure of `MeasureSet.sync` over the runs.
  package func statistics(_ measure: Measure) -> MeasureStatistics {
    guard let place = MeasureSet.sync.firstIndex(of: measure) else {
      preconditionFailure("\(measure) is none of those that rows keep")
    }
    return MeasureStatistics(rows.map { $0.values[place] })
  }

  /// The runs' digests folded in the order of the seeds.
  package var digest: DigestFold {
    var folded = DigestFold()
    for row in rows { folded.add(row.digest) }
    return folded
  }
}

/// One run, as small as its numbers.
package struct SyncRow: Sendable {
  package let seed: UInt64
  package let digest: String
  /// Of `MeasureSet.sync`.
  package let values: [MeasureValue]
  package let findings: Int
  /// What the audit found, in words, the first few.
  package let problems: [String]
  /// Thresholds that were crossed.
  package let broken: [BrokenThreshold]

  package struct BrokenThreshold: Hashable, Sendable {
    package let threshold: Threshold
    package let value: MeasureValue

    package init(threshold: Threshold, value: MeasureValue) {
      self.threshold = threshold
      self.value = value
    }
  }

  /// More problems are only counted.
  package static let mostProblems = 3

  package init(_ summary: SyncSummary, _ thresholds: [Threshold]) {
    let run = ProductRun.bulkSync(summary)
    seed = summary.seed
    digest = summary.digest
    values = MeasureSet.sync.map { $0.value(in: run) }
    findings = summary.findings.count
    problems = Array(run.problems.prefix(Self.mostProblems))
    broken = thresholds.filter { $0.concerns(design: summary.design) }.compactMap { threshold in
      let value = threshold.measure.value(in: run)
      return threshold.holds(value) ? nil : BrokenThreshold(threshold: threshold, value: value)
    }
  }

  package var isSound: Bool { findings == 0 }
}
