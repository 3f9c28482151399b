/// How long the runs of a check took on the machine that did them: the one thing of a check that differs from one time to
/// the next, so it is kept apart from the result.
package struct CheckTimes: Hashable, Sendable {
  package struct Run: Hashable, Sendable {
    package let scenario: String
    package let design: String
    package let seed: UInt64
    /// Whether it was run only to see whether it repeats.
    package let isRepetition: Bool

    package init(scenario: String, design: String, seed: UInt64, isRepetition: Bool) {
      (self.scenario, self.design, self.seed, self.isRepetition) = (scenario, design, seed, isRepetition)
    }
  }

  private var times: [Run: Duration] = [:]

  package init() {}

  /// Zero of what was not measured.
  package subscript(run: Run) -> Duration {
    get { times[run] ?? .zero }
    set { times[run] = newValue }
  }

  /// Of all runs of a cell that were done for their values.
  package func runs(of cell: CheckCell) -> Duration { cell.seeds.map { self[run(cell, $0, false)] }.reduce(.zero, +) }

  /// Of those that were done to see whether they repeat.
  package func repetitions(of cell: CheckCell) -> Duration {
    cell.seeds.map { self[run(cell, $0, true)] }.reduce(.zero, +)
  }

  private func run(_ cell: CheckCell, _ seed: UInt64, _ isRepetition: Bool) -> Run {
    Run(scenario: cell.scenario, design: cell.design, seed: seed, isRepetition: isRepetition)
  }
}
