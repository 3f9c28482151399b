import BookingCore
import DeterministicRuntime
package import Measures
package import Results
import SimulationHarness

/// The runs of an experiment: makes a row of each, on all cores.
package struct Replications: Sendable {
  package let experiment: Experiment
  private let subjects: [ExperimentSubject]
  private let isComparison: Bool
  private let needsDemand: Bool
  /// One measure for each subject whose lengths of time are pooled.
  private let pooled: [Measure]

  /// - Parameters:
  ///   - subjects: one for each cell, at least one.
  ///   - supporting: what else to take of every run.
  ///   - isComparison: keeps the first run of each cell in full, and of every run its 429s over time, for charts.
  package init(
    _ subjects: [ExperimentSubject],
    measures: [Measure],
    supporting: [Measure] = [],
    firstSeed: UInt64,
    seeds: Int,
    isComparison: Bool = false
  ) {
    precondition(!subjects.isEmpty && seeds > 0, "\(subjects.count) cells under \(seeds) seeds")
    self.subjects = subjects
    self.isComparison = isComparison
    experiment = Experiment(
      cells: subjects.map(\.cell),
      measures: measures,
      supporting: supporting,
      firstSeed: firstSeed,
      seeds: seeds,
      modelRevision: ScenarioRun.modelRevision
    )
    let observed = experiment.observed
    needsDemand = observed.contains(where: \.needsDemand)
    // Of other numbers than times nothing is pooled.
    let lengths = observed.filter { $0.unit == .milliseconds }
    let times = Dictionary(lengths.map { ($0.subject, $0) }) { first, _ in first }
    pooled = times.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Runs one run of the experiment.
  package func row(_ run: Int) throws -> RunRow {
    let cell = experiment.cell(ofRun: run)
    let (subject, seed) = (subjects[cell], experiment.seed(ofRun: run))
    return row(
      run,
      try ScenarioRun(subject.scenario, subject.design, seed: seed).measured(withDemand: needsDemand),
      replay: "\(experiment.cells[cell].replay) --seed \(seed)"
    )
  }

  /// The row of a run that has been run.
  private func row(_ run: Int, _ measured: MeasuredRun, replay: String) -> RunRow {
    var measured = measured
    measured.summary.replay = replay
    return RunRow(
      run: run,
      digest: measured.summary.digest,
      problems: Self.problems(measured.summary),
      values: experiment.observed.map { $0.value(in: measured) },
      pools: pooled.compactMap { measure in
        measure.durations(in: measured).map { LatencyPool(subject: measure.subject, $0) }
      },
      refusedPerSecond: isComparison ? measured.summary.hubSpot.refusedPerSecond : [],
      summary: isComparison && run < experiment.cells.count ? measured.summary : nil
    )
  }

  /// An experiment of one run that has been run already, demand included.
  package func fold(of measured: MeasuredRun) -> ReplicationFold {
    var fold = ReplicationFold(experiment, pairs: [])
    fold.add(row(0, measured, replay: measured.summary.replay))
    return fold
  }

  /// Runs some of the runs and takes their rows into the fold, in order.
  ///
  /// - Parameters:
  ///   - runs: those that the fold is due for next.
  ///   - finished: called from any thread with how many are ready.
  package func fold(
    _ runs: Range<Int>,
    into fold: ReplicationFold,
    finished: @Sendable (Int) -> Void = { _ in }
  ) throws -> ReplicationFold {
    try SideBySide.fold(Array(runs), into: fold, finished: finished) {
      try row($0)
    } _: {
      $0.add($1)
    }
  }

  /// Runs seed after seed, in batches, until the goal is met or the experiment's seeds are used up.
  ///
  /// - Parameters:
  ///   - batch: seeds between two looks at the intervals, at least 2.
  /// - Returns: the fold of the seeds that were run, with the experiment cut to them.
  package func fold(
    pairs: [ReplicationFold.Pair],
    until goal: HalfWidthGoal,
    batch: Int,
    finished: @Sendable (Int) -> Void = { _ in }
  ) throws -> ReplicationFold {
    let cells = experiment.cells.count
    var (fold, seeds) = (ReplicationFold(experiment, pairs: pairs), 0)
    repeat {
      let next = min(seeds + batch, experiment.seeds)
      let before = seeds * cells
      fold = try self.fold(before..<(next * cells), into: fold) { finished(before + $0) }
      seeds = next
    } while seeds < experiment.seeds && !goal.unmet(fold).isEmpty
    return fold.cut(toSeeds: seeds)
  }

  private static func problems(_ summary: RunSummary) -> [String] {
    let shown = 5
    var problems = summary.audit.prefix(shown).map { "\($0.kind.rawValue): \($0.detail)" }
    if summary.audit.count > shown { problems.append("and \(summary.audit.count - shown) more findings") }
    return problems + summary.leftovers.map { "not at rest: \($0)" }
  }
}
