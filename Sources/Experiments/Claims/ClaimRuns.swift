import DeterministicRuntime
import Measures
import Results
import Settings

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
    let world: ClaimCase.World
    /// The name of one that there is.
    let design: String
    /// The scenario's file, as a user would name it.
    let path: String
    let seeds: Int
    var measures: [Measure]

    var key: Key { Key(scenarioHash: world.scenario.hash, design: design, seeds: seeds) }

    fileprivate var replay: String {
      ReplayCommand(
        path: path,
        design: design,
        settings: world.settings.map { "\($0.path)=\($0.value)" },
        product: world.scenario.product
      ).withoutSeed
    }
  }

  private var cells: [Key: Cell] = [:]

  /// The runs of one cell, in the order of the seeds.
  private struct Cell {
    let wish: Wish
    let subject: RunSubject
    var values: [[MeasureValue]] = []
    var unsound: [String] = []
  }

  /// Makes the runs that are not there yet, on all cores.
  ///
  /// - Parameter begin: told how many there are, if any; what it gives back is told, from any thread, how many are ready.
  mutating func fulfil(_ wishes: [Wish], begin: (Int) -> @Sendable (Int) -> Void) throws {
    let due = missing(wishes)
    guard !due.isEmpty else { return }
    // The longest first, or the last of them would keep one core busy alone.
    let subjects = try due.map { try $0.world.scenario.subject(design: $0.design) }
    let runs = due.indices.sorted { left, right in
      (subjects[right].size, left) < (subjects[left].size, right)
    }.flatMap { cell in (1...due[cell].seeds).map { (cell: cell, seed: UInt64($0)) } }
    let empty = zip(due, subjects).map { Cell(wish: $0, subject: $1) }
    let filled = try SideBySide.fold(Array(runs.indices), into: empty, finished: begin(runs.count)) { number in
      let (cell, seed) = (runs[number].cell, runs[number].seed)
      return try Self.row(subjects[cell], due[cell], cell: cell, seed: seed)
    } _: { filled, run in
      filled[run.cell].values.append(run.values)
      filled[run.cell].unsound += run.problems
    }
    for (wish, cell) in zip(due, filled) { cells[wish.key] = cell }
  }

  private struct Row: Sendable {
    let cell: Int
    let values: [MeasureValue]
    let problems: [String]
  }

  /// More problems of a run are only counted.
  private static let mostProblems = 5

  private static func row(_ subject: RunSubject, _ wish: Wish, cell: Int, seed: UInt64) throws -> Row {
    let run = try subject.run(seed: seed, withDemand: wish.measures.contains(where: \.needsDemand))
    let more = run.problems.count - mostProblems
    let problems = run.problems.prefix(mostProblems) + (more > 0 ? ["and \(more) more"] : [])
    return Row(
      cell: cell,
      values: wish.measures.map { $0.value(in: run) },
      problems: problems.map { "\(wish.replay) --seed \(seed): \($0)" }
    )
  }

  /// The values of a measure, one for each seed, of runs that were made.
  func values(_ key: Key, _ measure: Measure) -> [MeasureValue] {
    guard let cell = cells[key], let index = cell.wish.measures.firstIndex(of: measure) else {
      preconditionFailure("\(measure) was not asked for")
    }
    return cell.values.map { $0[index] }
  }

  /// Nil when not all measures that they need were asked for.
  func causes(_ key: Key) -> PromiseCauses? {
    guard let cell = cells[key] else { preconditionFailure("no runs were asked for") }
    let wanted = MeasureSet.causes(of: cell.wish.world.scenario.product)
    let indices = wanted.compactMap { cell.wish.measures.firstIndex(of: $0) }
    guard indices.count == wanted.count else { return nil }
    return cell.subject.causes(cell.values.map { row in indices.map { row[$0] } })
  }

  /// Runs that were not sound: the command that repeats each, and what was wrong.
  func unsound(_ key: Key) -> [String] { cells[key]?.unsound ?? [] }

  /// One wish for each cell that lacks something that is wanted of it.
  private func missing(_ wishes: [Wish]) -> [Wish] {
    var merged: [Wish] = []
    for wish in wishes {
      let known = cells[wish.key]?.wish.measures ?? []
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
    return merged.filter { wish in cells[wish.key].map { $0.wish.measures.count < wish.measures.count } ?? true }
  }
}
