import DeterministicRuntime
package import Measures
package import Results
import Scenarios
import SimulationHarness

/// Runs designs under many seeds, and judges blocks of a few of them by the statistics that studies use.
package struct CoverageStudy: Sendable {
  private let replications: Replications
  private let scenario: String
  private let blocks: Int
  private let blockSize: Int

  /// - Parameters:
  ///   - subjects: of one scenario, a design each.
  ///   - runs: of each design; at least `blockSize`.
  ///   - blocks: drawn from the runs, each run as often as chance will have it.
  package init(
    _ subjects: [ExperimentSubject],
    measures: [Measure] = MeasureSet.coverage,
    firstSeed: UInt64,
    runs: Int,
    blocks: Int,
    blockSize: Int
  ) {
    precondition(blockSize <= runs, "blocks of \(blockSize) among \(runs) runs")
    replications = Replications(subjects, measures: measures, firstSeed: firstSeed, seeds: runs)
    scenario = subjects[0].scenario.name
    self.blocks = blocks
    self.blockSize = blockSize
  }

  package var runs: Int { replications.experiment.runs }

  /// - Parameter finished: called from any thread with how many runs are ready.
  package func result(_ finished: @Sendable (Int) -> Void = { _ in }) throws -> CoverageResult {
    let experiment = replications.experiment
    let values = try SideBySide.map(count: experiment.runs, finished: finished) { try replications.row($0).values }
    let cells = experiment.cells.count
    // By cell, then measure, then seed.
    let columns = (0..<cells).map { cell in
      experiment.measures.indices.map { measure in
        (0..<experiment.seeds).map { values[$0 * cells + cell][measure] }
      }
    }
    let drawn = (0..<blocks).map(block)
    var coverages: [Coverage] = []
    for cell in 0..<cells {
      for (index, measure) in experiment.measures.enumerated() {
        let all = columns[cell][index]
        var coverage = Coverage(subject: experiment.cells[cell].design, measure: measure, all)
        for block in drawn { coverage.judge(block.map { all[$0] }) }
        coverages.append(coverage)
      }
    }
    for pair in ReplicationFold.usualPairs(cells: cells) {
      let name = "\(experiment.cells[pair.second].design) - \(experiment.cells[pair.first].design)"
      for (index, measure) in experiment.measures.enumerated() {
        let pairs = Array(zip(columns[pair.first][index], columns[pair.second][index]))
        var coverage = Coverage(subject: name, measure: measure, pairs.map(Self.difference))
        for block in drawn { coverage.judge(block.map { pairs[$0] }) }
        coverages.append(coverage)
      }
    }
    return CoverageResult(
      scenario: scenario,
      runs: experiment.seeds,
      firstSeed: experiment.firstSeed,
      blocks: blocks,
      blockSize: blockSize,
      coverages: coverages
    )
  }

  /// What a pair differs by; nothing where one of them has no value.
  private static func difference(_ first: MeasureValue, _ second: MeasureValue) -> MeasureValue {
    guard let first = first.number, let second = second.number else { return .missing }
    return .number(second - first)
  }

  /// The runs of a block, each drawn from all: the runs stand for a population without end, and a block that could not
  /// have a run twice would know more of a finite one than a study knows.
  private func block(_ number: Int) -> [Int] {
    var draw = KeyedRandom(seed: replications.experiment.firstSeed).draw("coverage_block", number)
    return (0..<blockSize).map { _ in draw.uniformInteger(in: 0..<replications.experiment.seeds) }
  }
}
