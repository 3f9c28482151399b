import Measures
package import Results
import Statistics

/// The known ways to live with a rate limit, load by load.
package struct LeagueReport: DocumentedReport, TabulatedReport {
  let result: LeagueResult
  /// Writes the page of this league.
  let command: String

  /// - Parameter command: what writes the page of this league.
  package init(_ result: LeagueResult, command: String) {
    self.result = result
    self.command = command
  }

  package static let pageView = ReportView("markdown", in: .markdown, \LeagueReport.page)

  package static let views = [pageView]

  package var documentFormat: DataFormat { .league }

  package var document: any Encodable { LeagueDocument(result) }

  package var rows: CSVText { LeagueRows.rows(result) }

  package var screen: ReportContent { LeagueScreen(result).content }

  package var content: ReportContent {
    return ReportContent(
      result.tables.flatMap(section) + [
        Paragraph(.lines(legend + [Self.frontLegend])),
        Paragraph(.lines(integrity)),
      ]
    )
  }

  static let frontLegend: Line = "front: no other way has both fewer 429s and a shorter p99"

  /// Of the most seeds, and of the fewest where these give no interval.
  private var legend: [Line] {
    let seeds = result.tables.map(\.fold.experiment.seeds)
    let (fewest, most) = (seeds.min() ?? 1, seeds.max() ?? 1)
    let few = fewest < MedianInterval.fewestValues && fewest < most ? EstimateLegend(runs: fewest).lines.prefix(1) : []
    return (EstimateLegend(runs: most).lines + few).map { "\($0)" }
  }

  private func section(_ table: LeagueTable) -> [Paragraph] {
    let content = LeagueTableContent(table: table)
    let faults = content.faults.map { Line("\($0.way): \($0.text)", depth: 1) }
    let differences = content.differences.map { [Paragraph(.table($0))] } ?? []
    return [
      Paragraph(.heading("\(content.name)"), .line("\(content.subject)")), Paragraph(.table(content.measures)),
      Paragraph(.lines(["What each does badly, beside the best of the table:"] + faults)),
    ] + differences + (table.refused.isEmpty ? [] : [Paragraph(.lines(table.refused.map { "\($0)" }))])
  }

  private var integrity: [Line] {
    let unsound = result.unsound
    return unsound.isEmpty ? ["\(good: "every run sound")"] : ["\(bad: "not sound")"] + unsound.map { "\($0)" }
  }
}
