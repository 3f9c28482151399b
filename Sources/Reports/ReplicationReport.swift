package import Findings
import Measurements
import Measures

/// Several designs on one scenario over many seeds: every measure with its interval, what differs, the first seed's
/// charts, and whether every run was sound.
package struct ReplicationReport {
  private let fold: ReplicationFold
  private let style: TerminalStyle
  /// What else is to be said under the table, a line each.
  private let remarks: [String]

  /// - Parameter fold: of a whole experiment.
  package init(_ fold: ReplicationFold, remarks: [String] = [], _ style: TerminalStyle) {
    self.fold = fold
    self.remarks = remarks
    self.style = style
  }

  package var text: String {
    let parts = [
      style.heading(title), table, legend, remarks.joined(separator: "\n"),
      fold.pairs.isEmpty ? "" : style.heading("Differences"), differences, charts, style.heading("Integrity"),
      integrity,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var experiment: Experiment { fold.experiment }

  private var title: String {
    let last = experiment.firstSeed + UInt64(experiment.seeds - 1)
    let seeds = experiment.seeds == 1 ? "seed \(last)" : "seeds \(experiment.firstSeed) to \(last)"
    return "\(experiment.cells[0].scenario), \(seeds)"
  }

  private var table: String {
    var grid = Grid([""] + experiment.cells.map(\.design))
    for (index, measure) in experiment.measures.enumerated() {
      grid.add([measure.shortText] + fold.cells.map { measure.unit.text($0.measures[index]) })
      if experiment.seeds > 1, measure.isPercentile {
        grid.add(["  pooled"] + fold.cells.map { pooled(measure, $0) })
      }
    }
    return grid.text
  }

  private func pooled(_ measure: Measure, _ cell: CellStatistics) -> String {
    measure.unit.text(cell.pools[measure.subject]?.value(measure.aggregate) ?? .missing)
  }

  private var legend: String {
    guard experiment.seeds > 1 else { return "one run: no interval; --replications N gives one" }
    return """
      \(EstimateLegend(runs: experiment.seeds).text)
      pooled: the percentile over all runs' values together     (n of m runs)  the others had nothing to measure
      """
  }

  private var differences: String {
    fold.pairs.keys.sorted().map { pair in
      DifferenceText(fold, pair).text
    }.joined(separator: "\n\n")
  }

  private var charts: String {
    fold.cells.compactMap { cell -> String? in
      guard let run = cell.firstRun else { return nil }
      return style.heading("\(cell.cell.design), seed \(run.seed)") + "\n" + RunCharts(run).text
    }.joined(separator: "\n\n")
  }

  private var integrity: String {
    let widest = experiment.cells.map(\.design.count).max() ?? 0
    return fold.cells.map { cell in
      let sound = cell.runs - cell.unsound.count
      let verdict =
        cell.unsound.isEmpty ? style.good("all \(cell.runs) sound") : style.bad("\(sound) of \(cell.runs) sound")
      let seeds = experiment.firstSeed...experiment.firstSeed + UInt64(cell.runs - 1)
      let replay = cell.cell.replay + ReplayCommand.option(seeds)
      let line = "\(pad(cell.cell.design, widest))  \(verdict), digest \(cell.digest), replay: \(replay)"
      let problems = cell.unsound.prefix(5).flatMap { run in run.problems.map { "  seed \(run.seed): \($0)" } }
      let first = cell.unsound.prefix(1).map { "  replay: \(cell.cell.replay) --seed \($0.seed)" }
      return ([line] + problems + (cell.runs > 1 ? first : [])).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

extension Measure {
  var isPercentile: Bool {
    switch aggregate {
    case .median, .percentile: true
    default: false
    }
  }
}
