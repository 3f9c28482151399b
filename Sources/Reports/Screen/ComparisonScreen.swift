import HubSpotAPI
import Measures
import Results
import Statistics

/// What designs did on one scenario, on a screen of 80 by 24 that readers understand who have read nothing: against what,
/// some rows, what binds, who is better, and how it went over time.
struct ComparisonScreen {
  /// How much room there is for what is good to have. Each step gives something up.
  private struct Economy {
    var rows = 8
    var onlyAgainstFirst = false
    var verdictWidth: Int?
    var hasBlankLines = true
    var hasHistograms = true
    var hasVerdicts = true
  }

  private static let economies: [Economy] = [
    Economy(),
    Economy(hasBlankLines: false),
    Economy(onlyAgainstFirst: true, hasBlankLines: false),
    Economy(onlyAgainstFirst: true, verdictWidth: width, hasBlankLines: false),
    Economy(rows: 6, onlyAgainstFirst: true, verdictWidth: width, hasBlankLines: false),
    Economy(rows: 6, hasBlankLines: false, hasVerdicts: false),
    Economy(onlyAgainstFirst: true, verdictWidth: width, hasBlankLines: false, hasHistograms: false),
    Economy(hasBlankLines: false, hasHistograms: false, hasVerdicts: false),
    Economy(rows: 6, hasBlankLines: false, hasHistograms: false, hasVerdicts: false),
    Economy(rows: 3, hasBlankLines: false, hasHistograms: false, hasVerdicts: false),
  ]

  private static let width = Screenful.width

  private let fold: ReplicationFold
  private let rows: [ScreenRow]
  /// Whether nobody has chosen others.
  private let isUsual: Bool
  private let names: DesignNames
  private let subject: String
  private let remarks: [String]
  private let more: Phrase

  /// - Parameters:
  ///   - subject: what the numbers are of: `20 seeds`.
  ///   - remarks: what else is to be said, a line each.
  ///   - more: how to see the rest.
  init(_ fold: ReplicationFold, subject: String, remarks: [String] = [], more: Phrase) {
    self.fold = fold
    (self.subject, self.remarks, self.more) = (subject, remarks, more)
    let measures = fold.experiment.measures
    isUsual = measures == MeasureSet.comparison
    rows = (isUsual ? MeasureSet.screen : measures).map { ScreenRow($0) }
    names = DesignNames(fold.experiment.cells.map(\.design), titles: rows.map(\.title), width: Self.width)
  }

  /// The richest of the ways to say it that fits.
  var content: ReportContent {
    Screenful.first(of: Self.economies.lazy.map(content))
  }

  private func content(_ economy: Economy) -> ReportContent {
    var paragraphs = [
      Paragraph([.title(header)] + legend + [.table(table(economy))]),
      Paragraph(.lines([binding] + (economy.hasVerdicts ? verdicts(economy) : []))),
    ]
    if economy.hasHistograms { paragraphs.append(Paragraph(.lines(histograms))) }
    paragraphs.append(Paragraph(.lines(remarks.map { "\($0)" } + integrity)))
    guard !economy.hasBlankLines else { return ReportContent(paragraphs) }
    return ReportContent(Paragraph(paragraphs.flatMap(\.blocks)))
  }

  // MARK: Who, and against what

  private var header: Phrase {
    let cell = fold.experiment.cells[0]
    let limits = "HubSpot allows \(LimitWords.all(cell.limits))"
    return "\(([cell.load, limits] + cell.circumstances).filter { !$0.isEmpty }.joined(separator: "; "))."
  }

  private var legend: [Block] { names.legend.map { [.line($0)] } ?? [] }

  // MARK: What

  private func table(_ economy: Economy) -> Table {
    var table = Table([subject] + names.columns)
    table.isRuled = false
    let told = rows.filter(isTold)
    // Those who were refused for good are no part of the share.
    let isOfOthers = isUsual && told.contains(where: \.isOnlyToldAboveZero)
    for row in told.prefix(economy.rows) {
      let title = isOfOthers && row.measure.metric.name == "success" ? "booked, of all others" : row.title
      table.add([.text(title)] + cells(row))
    }
    let rest = told.count - economy.rows
    if !isUsual, rest > 0 { table.add(["and \(rest) more: --full"] + fold.cells.map { _ in "" }) }
    return table
  }

  private func index(_ row: ScreenRow) -> Int? { fold.experiment.measures.firstIndex(of: row.measure) }

  private func isTold(_ row: ScreenRow) -> Bool {
    guard isUsual, let index = index(row) else { return true }
    let estimates = fold.cells.map { $0.measures[index].estimate }
    return row.isOnlyToldAboveZero
      ? estimates.contains { ($0.value ?? 0) > 0 } : estimates.contains { $0 != .nothing }
  }

  private func cells(_ row: ScreenRow) -> [Cell] {
    guard let index = index(row) else { return [] }
    return fold.cells.map { cell in
      let estimate = cell.measures[index].estimate
      return .number(estimate.value, shown: row.measure.unit.coarse(estimate))
    }
  }

  // MARK: Why, and which is better

  private var binding: Line {
    let causes = zip(names.short, fold.cells).map { ($0, Causes($1, in: fold.experiment)) }
    return BindingText(causes, others: fold.experiment.cells[0].otherTrafficPercent).line
  }

  private func verdicts(_ economy: Economy) -> [Line] {
    guard fold.experiment.seeds >= MedianInterval.fewestValues else {
      return fold.pairs.isEmpty ? [] : ["What differs takes \(MedianInterval.fewestValues) seeds to tell."]
    }
    return fold.pairs.keys.sorted().filter { !economy.onlyAgainstFirst || $0.first == 0 }.map { pair in
      VerdictText(fold, pair, rows).line(names.short, width: economy.verdictWidth)
    }
  }

  private var histograms: [Line] { HistogramLines(fold.cells, names: names.short, width: Self.width).lines }

  // MARK: Whether it can be trusted

  private var integrity: [Line] {
    let runs = fold.cells.reduce(0) { $0 + $1.runs }
    let unsound = fold.cells.enumerated().filter { !$1.unsound.isEmpty }
    guard let (number, first) = unsound.first else {
      let all = runs == 1 ? "Sound" : runs == 2 ? "Both runs sound" : "All \(runs) runs sound"
      let verdict: Phrase = "\(good: "\(all), nothing lost or doubled.")"
      let isShort = verdict.plain.count + 1 + more.plain.count <= Self.width
      return isShort ? ["\(verdict) \(more)"] : ["\(verdict)", "\(more)"]
    }
    let counts = unsound.map { "\(names.short[$0]) \($1.unsound.count) of \($1.runs)" }.joined(separator: ", ")
    let run = first.unsound[0]
    let what = "\(names.short[number]), seed \(run.seed): \(run.problems.first ?? "")"
    return [
      "\(bad: "NOT SOUND: \(runs == 1 ? what : "\(counts) runs; \(what)")")",
      "replay: \(code: "\(first.cell.replay) --seed \(run.seed)")", "\(more)",
    ]
  }
}
