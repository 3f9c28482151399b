import BookingCore
import DeterministicRuntime
import Measures
import Results
import Scenarios
import SimulationHarness

/// The runs that claims have asked for so far. Claims about the same scenario, design and seeds share them.
struct ClaimRuns {
  /// What tells runs apart.
  struct Key: Hashable, Sendable {
    fileprivate let scenarioHash: String
    fileprivate let design: String
    fileprivate let seeds: Int
  }

  /// What is wanted of the runs of one cell.
  struct Wish: Sendable {
    let subject: ExperimentSubject
    let seeds: Int
    var measures: [Measure]

    var key: Key { Key(scenarioHash: subject.scenario.hash, design: subject.design.name, seeds: seeds) }
  }

  private var cells: [Key: Cell] = [:]

  /// The runs of one cell, in the order of the seeds.
  private struct Cell {
    let cell: ExperimentCell
    let measures: [Measure]
    var values: [[MeasureValue]] = []
    var unsound: [String] = []
  }

  /// Makes the runs that are not there yet, on all cores.
  ///
  /// - Parameter begin: told how many there are, if any; what it gives back is told, from any thread, how many are ready.
  mutating func fulfil(_ wishes: [Wish], begin: (Int) -> @Sendable (Int) -> Void) throws {
    let due = missing(wishes)
    guard !due.isEmpty else { return }
    let cells = due.map { wish in
      Replications([wish.subject], measures: wish.measures, firstSeed: 1, seeds: wish.seeds)
    }
    // The longest first, or the last of them would keep one core busy alone.
    let runs = due.indices.sorted { left, right in
      (due[right].subject.scenario.visitors, left) < (due[left].subject.scenario.visitors, right)
    }.flatMap { cell in (0..<due[cell].seeds).map { (cell: cell, seed: $0) } }
    let empty = cells.map { Cell(cell: $0.experiment.cells[0], measures: $0.experiment.measures) }
    let filled = try SideBySide.fold(Array(runs.indices), into: empty, finished: begin(runs.count)) { number in
      (cell: runs[number].cell, row: try cells[runs[number].cell].row(runs[number].seed))
    } _: { filled, run in
      let seed = run.row.run + 1
      filled[run.cell].values.append(run.row.values)
      filled[run.cell].unsound += run.row.problems.map { "\(filled[run.cell].cell.replay) --seed \(seed): \($0)" }
    }
    for (wish, cell) in zip(due, filled) { self.cells[wish.key] = cell }
  }

  /// The values of a measure, one for each seed, of runs that were made.
  func values(_ key: Key, _ measure: Measure) -> [MeasureValue] {
    guard let cell = cells[key], let index = cell.measures.firstIndex(of: measure) else {
      preconditionFailure("\(measure) was not asked for")
    }
    return cell.values.map { $0[index] }
  }

  /// Nil when not all measures that they need were asked for.
  func causes(_ key: Key) -> Causes? {
    guard let cell = cells[key] else { preconditionFailure("no runs were asked for") }
    let indices = MeasureSet.causes.compactMap { cell.measures.firstIndex(of: $0) }
    guard indices.count == MeasureSet.causes.count else { return nil }
    return Causes(cell.values.map { row in indices.map { row[$0] } }, limits: cell.cell.limits)
  }

  /// Runs that were not sound: the command that repeats each, and what was wrong.
  func unsound(_ key: Key) -> [String] { cells[key]?.unsound ?? [] }

  /// One wish for each cell that lacks something that is wanted of it.
  private func missing(_ wishes: [Wish]) -> [Wish] {
    var merged: [Wish] = []
    for wish in wishes {
      let known = cells[wish.key]?.measures ?? []
      let index = merged.firstIndex { $0.key == wish.key } ?? merged.count
      if index == merged.count {
        var first = wish
        first.measures = known
        merged.append(first)
      }
      for measure in wish.measures where !merged[index].measures.contains(measure) {
        merged[index].measures.append(measure)
      }
    }
    return merged.filter { wish in cells[wish.key].map { $0.measures.count < wish.measures.count } ?? true }
  }
}
