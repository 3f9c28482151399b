import Measures
package import Results

/// Claims and what became of them.
package struct ClaimsReport: DocumentedReport {
  let results: [ClaimResult]
  /// Writes the page of these claims.
  let command: String

  /// - Parameter command: what writes the page of these claims.
  package init(_ results: [ClaimResult], command: String) {
    self.results = results
    self.command = command
  }

  package static let pageView = ReportView("markdown", in: .markdown, \ClaimsReport.page)

  package static let views = [pageView]

  package var documentFormat: DataFormat { .claims }

  package var document: any Encodable { ClaimsDocument(results) }

  package var screen: ReportContent { ClaimsScreen(results).content }

  package var content: ReportContent {
    ReportContent(
      Paragraph(.table(table)),
      Paragraph(
        .lines([
          """
          a (b to c)  median of the runs' values, with the 95 % interval that their order gives     =  the same in every run
          """,
          "holds: the whole interval is as claimed; fails: none of it is; undecided: some of it is",
        ])
      ),
      Paragraph(.heading("Why")),
      Paragraph(.lines(results.flatMap(reasons))),
      Paragraph(.line("\(ClaimsTally(results).text)")),
      Paragraph(.lines(integrity))
    )
  }

  private var table: Table {
    var table = Table(["claim", "design", "load", "measure", "claimed", "measured", "verdict", yardstickName])
    for result in results {
      for promise in result.promises {
        let cells = [
          result.claim.id, promise.promise.design, promise.promise.load ?? result.claim.load,
          promise.promise.measure.shortText, promise.claimed,
        ]
        table.add(
          cells.map { .text($0) }
            + [promise.measuredText, promise.verdict.rawValue, promise.yardstickText].map { .text($0) }
        )
      }
    }
    return table
  }

  private func reasons(_ result: ClaimResult) -> [Line] {
    let verdict = Phrase(result.verdict.rawValue, result.verdict == .holds ? .good : .bad)
    var lines: [Line] = ["\(result.claim.id) \(verdict): \(result.claim.says)"]
    var shown: Set<String> = []
    for promise in result.promises {
      let reason = PromiseReason(promise).text
      if !reason.isEmpty, shown.insert(reason).inserted { lines.append(Line("\(reason)", depth: 1)) }
    }
    for (variant, found) in zip(result.claim.variants, result.variants) {
      let measure = variant.promise.measure.shortText
      let measured = "\(found.measuredText), which \(found.verdict.clause)"
      lines.append(Line("\(variant.says), \(measure): \(measured)", depth: 1))
    }
    lines += result.turns.map { Line("turns on \($0.key): \($0.text)", depth: 1) }
    if result.isOpenToDoubt { lines.append(Line(Phrase(ClaimResult.doubt.plain, .bad), depth: 1)) }
    return lines
  }

  private var integrity: [Line] {
    let unsound = results.flatMap(\.unsound)
    return unsound.isEmpty ? ["\(good: "every run sound")"] : ["\(bad: "not sound")"] + unsound.map { "\($0)" }
  }
}
