import Measures
import Results

/// Several designs on one scenario over many seeds: every measure with its interval, what differs, the first seed's
/// charts, and whether every run was sound.
struct ComparisonContent {
  private let fold: ReplicationFold
  private let remarks: [String]

  init(_ fold: ReplicationFold, remarks: [String]) {
    self.fold = fold
    self.remarks = remarks
  }

  var content: ReportContent {
    var paragraphs = [
      Paragraph(.title(title)), Paragraph(.table(table)), Paragraph(.lines(legend)),
    ]
    if !remarks.isEmpty { paragraphs.append(Paragraph(.lines(remarks.map { "\($0)" }))) }
    if !fold.pairs.isEmpty { paragraphs.append(Paragraph(.heading("Differences"))) }
    paragraphs += fold.pairs.keys.sorted().map {
      Paragraph(.lines(DifferenceText(fold, $0).lines))
    }
    paragraphs += charts
    return ReportContent(
      paragraphs + [Paragraph(.heading("Integrity")), Paragraph(.lines(integrity))]
    )
  }

  private var experiment: Experiment { fold.experiment }

  private var title: Phrase {
    let last = experiment.firstSeed + UInt64(experiment.seeds - 1)
    let seeds = experiment.seeds == 1 ? "seed \(last)" : "seeds \(experiment.firstSeed) to \(last)"
    return "\(experiment.cells[0].scenario), \(seeds)"
  }

  private var table: Table {
    var table = Table([""] + experiment.cells.map(\.design))
    for (index, measure) in experiment.measures.enumerated() {
      table.add([.text(measure.shortText)] + fold.cells.map { .statistics($0.measures[index], measure.unit) })
      if experiment.seeds > 1, measure.isPercentile, measure.unit == .milliseconds {
        table.add(["  pooled"] + fold.cells.map { .value(pooled(measure, $0), measure.unit) })
      }
    }
    return table
  }

  private func pooled(_ measure: Measure, _ cell: CellStatistics) -> MeasureValue {
    cell.pools[measure.subject]?.value(measure.aggregate) ?? .missing
  }

  private var legend: [Line] {
    guard experiment.seeds > 1 else { return ["one run: no interval; --replications N gives one"] }
    return EstimateLegend(runs: experiment.seeds).lines.map { "\($0)" } + [
      "pooled: the percentile over all runs' values together     (n of m runs)  the others had nothing to measure"
    ]
  }

  /// Of the first seed's runs.
  var charts: [Paragraph] {
    RunCharts.paragraphs(
      of: fold.cells.compactMap { cell in cell.firstRun.map { ("\(cell.cell.design), seed \($0.seed)", $0) } }
    )
  }

  private var integrity: [Line] {
    let widest = experiment.cells.map(\.design.count).max() ?? 0
    return fold.cells.flatMap { cell -> [Line] in
      let sound = cell.runs - cell.unsound.count
      let verdict: Phrase =
        cell.unsound.isEmpty ? "\(good: "all \(cell.runs) sound")" : "\(bad: "\(sound) of \(cell.runs) sound")"
      let seeds = experiment.firstSeed...experiment.firstSeed + UInt64(cell.runs - 1)
      let replay = cell.cell.replay + ReplayCommand.option(seeds)
      let design = cell.cell.design.padded(to: widest)
      let line: Line = "\(design)  \(verdict), digest \(code: cell.digest), replay: \(code: replay)"
      let problems = cell.unsound.prefix(5).flatMap { run in
        run.problems.map { Line("seed \(run.seed): \($0)", depth: 1) }
      }
      let first = cell.unsound.prefix(1).map {
        Line("replay: \(code: "\(cell.cell.replay) --seed \($0.seed)")", depth: 1)
      }
      return [line] + problems + (cell.runs > 1 ? first : [])
    }
  }
}

extension Cell {
  /// What is known of a measure.
  static func statistics(_ statistics: MeasureStatistics, _ unit: MeasureUnit) -> Cell {
    .number(statistics.estimate.value, shown: unit.text(statistics))
  }

  static func value(_ value: MeasureValue, _ unit: MeasureUnit) -> Cell {
    .number(value.number, shown: unit.text(value))
  }
}

extension Measure {
  fileprivate var isPercentile: Bool {
    switch aggregate {
    case .median, .percentile: true
    default: false
    }
  }
}
