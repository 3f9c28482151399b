import HubSpotAPI
import Measures
package import Results
import Statistics

/// Designs of the sync on one scenario: how long, how many calls, what was in vain, and whether all of it is sound.
package struct SyncReport: DocumentedReport {
  let result: SyncResult

  package init(_ result: SyncResult) { self.result = result }

  package var documentFormat: DataFormat { .sync }

  package var document: any Encodable { SyncDocument(result) }

  package var screen: ReportContent {
    let rows = MeasureSet.syncScreen + MeasureSet.syncScreenRare.filter { !isNothing($0) }
    let names = DesignNames(
      result.cells.map(\.design),
      titles: rows.map { SyncTexts.title($0) },
      width: Screenful.width
    )
    var table = Table([seeds] + names.columns)
    table.isRuled = false
    for row in rows {
      let cells = result.cells.map { SyncTexts.coarse(row, $0.statistics(row)) }
      table.add([.text(SyncTexts.title(row))] + cells)
    }
    table.add(["could take, at least"] + result.cells.map { .text(Self.floor($0)) })
    let legend: [Block] = names.legend.map { [.line($0)] } ?? []
    return ReportContent(
      Paragraph([.title(head)] + legend + [.table(table)]),
      Paragraph(.lines(SyncBounds(result, names: names.short).lines + verdict(names.short) + ["More: --full."]))
    )
  }

  /// Of all records: where some were given up it is no floor of what was done.
  private static func floor(_ cell: SyncCell) -> String {
    cell.hasGivenUp ? "-" : SyncTexts.span(cell.forecast.floorSeconds)
  }

  package var content: ReportContent {
    let details = SyncDetails(result: result)
    return ReportContent(
      [
        Paragraph(.title("\(result.subject.scenario): \(result.subject.summary)"), .line("\(head)")),
        Paragraph(.heading("Results"), .line("\(seeds)"), .table(details.measures)),
        Paragraph(.heading("Forecast"), .line("\(SyncDetails.forecastLegend)"), .table(details.forecasts)),
        Paragraph(.heading("Calls, \(firstSeed)"), .table(details.calls)),
        Paragraph(.heading("Busiest windows, \(firstSeed)"), .table(details.peaks)),
      ] + details.urgentFiles + details.progress + details.alerts + details.deadLetters + [
        Paragraph([.heading("Integrity")] + [.lines(verdict(result.cells.map(\.design)))]),
        Paragraph(.heading("Digests"), .lines(digests)),
      ]
    )
  }

  private var head: Phrase { "\(SyncTexts.records(result.subject)). \(SyncTexts.limits(result.subject))." }

  private var seeds: String {
    result.seeds == 1 ? firstSeed : "median of \(result.seeds) seeds"
  }

  private var firstSeed: String { "seed \(result.firstSeed)" }

  private func isNothing(_ measure: Measure) -> Bool {
    result.cells.allSatisfy { ($0.statistics(measure).moments.greatest ?? 0) == 0 }
  }

  private var digests: [Line] {
    result.cells.map { cell in
      "\(cell.design) \(code: cell.digest.description), replay: \(code: result.replay(cell.design, seed: result.firstSeed))"
    }
  }

  /// Whether every run was sound, and what was wrong with the others; then which thresholds were crossed.
  private func verdict(_ names: [String]) -> [Line] {
    var lines: [Line] = []
    for (name, cell) in zip(names, result.cells) {
      let unsound = cell.rows.filter { !$0.isSound }
      guard let first = unsound.first else { continue }
      let count = result.seeds == 1 ? "" : " in \(unsound.count) of \(result.seeds) runs"
      let findings = first.findings == 1 ? "1 finding" : "\(first.findings) findings"
      lines.append("\(bad: "\(name): NOT SOUND\(count), \(findings) with seed \(first.seed)")")
      lines += first.problems.map { Line("\($0)", depth: 1) }
      lines.append(Line("replay: \(code: result.replay(cell.design, seed: first.seed))", depth: 1))
    }
    if lines.isEmpty {
      let all = result.runs == 1 ? "Sound" : result.runs == 2 ? "Both runs sound" : "All \(result.runs) runs sound"
      let letters = zip(names, result.cells).compactMap { name, cell -> String? in
        let most = cell.statistics(MeasureSet.syncDeadLetters).moments.greatest ?? 0
        return most > 0 ? "\(name) up to \(most.text(decimals: 0))" : nil
      }
      if letters.isEmpty {
        lines.append("\(good: "\(all): each record once, as given last, and nothing else.")")
      } else {
        lines.append(
          "\(bad: "\(all), but for records that were given up (dead letters): \(letters.joined(separator: ", ")).")"
        )
      }
    }
    return lines + thresholds(names)
  }

  /// Each threshold once for each design that crosses it, with the first run that does.
  private func thresholds(_ names: [String]) -> [Line] {
    guard result.subject.thresholds > 0 else { return [] }
    var lines: [Line] = []
    for (name, cell) in zip(names, result.cells) {
      let broken = cell.rows.flatMap { row in row.broken.map { (seed: row.seed, broken: $0) } }
      for threshold in Self.inOrder(broken.map(\.broken.threshold)) {
        let own = broken.filter { $0.broken.threshold == threshold }
        guard let first = own.first else { continue }
        let found = first.broken.value.number.map { SyncTexts.text(threshold.measure.unit, $0) } ?? "nothing to measure"
        let count = result.seeds == 1 ? "" : " in \(own.count) of \(result.seeds) runs, first with seed \(first.seed)"
        lines.append("\(bad: "\(name): crosses \(threshold)\(count): \(found)")")
      }
    }
    return lines.isEmpty ? ["\(good: "Every threshold is kept.")"] : lines
  }

  private static func inOrder(_ thresholds: [Threshold]) -> [Threshold] {
    thresholds.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
