package import Findings
import Measures

/// Claims and what became of them.
package struct ClaimsReport: DocumentedReport {
  let findings: [ClaimFinding]
  /// Writes the page of these claims.
  let command: String

  /// - Parameter command: what writes the page of these claims.
  package init(_ findings: [ClaimFinding], command: String) {
    self.findings = findings
    self.command = command
  }

  package static let pageView = ReportView("markdown", in: .markdown, \ClaimsReport.page)

  package static let views = [pageView]

  package var document: any Encodable { ClaimsDocument(findings) }

  package var content: ReportContent {
    ReportContent(
      Paragraph(.table(table), isResult: true),
      Paragraph(
        .lines([
          """
          a (b to c)  median of the runs' values, with the 95 % interval that their order gives     =  the same in every run
          """,
          "holds: the whole interval is as claimed; fails: none of it is; undecided: some of it is",
        ])
      ),
      Paragraph(.heading("Why")),
      Paragraph(.lines(findings.flatMap(reasons))),
      Paragraph(.line("\(ClaimsTally(findings).text)"), isResult: true),
      Paragraph(.lines(integrity), isResult: true)
    )
  }

  private var table: Table {
    var table = Table(["claim", "design", "load", "measure", "claimed", "measured", "verdict"])
    for finding in findings {
      for promise in finding.promises {
        let cells = [
          finding.claim.id, promise.promise.design, promise.promise.load ?? finding.claim.load,
          promise.promise.measure.shortText, promise.claimed,
        ]
        table.add(cells.map { .text($0) } + [.text(promise.measuredText), .text(promise.verdict.rawValue)])
      }
    }
    return table
  }

  private func reasons(_ finding: ClaimFinding) -> [Line] {
    let verdict = Phrase(finding.verdict.rawValue, finding.verdict == .holds ? .good : .bad)
    var lines: [Line] = ["\(finding.claim.id) \(verdict): \(finding.claim.says)"]
    var shown: Set<String> = []
    for promise in finding.promises {
      let reason = PromiseReason(promise).text
      if !reason.isEmpty, shown.insert(reason).inserted { lines.append(Line("\(reason)", depth: 1)) }
    }
    for (variant, found) in zip(finding.claim.variants, finding.variants) {
      let measure = variant.promise.measure.shortText
      let measured = "\(found.measuredText), which \(found.verdict.clause)"
      lines.append(Line("\(variant.says), \(measure): \(measured)", depth: 1))
    }
    lines += finding.turns.map { Line("turns on \($0.key): \($0.text)", depth: 1) }
    if finding.isOpenToDoubt { lines.append(Line(Phrase(ClaimFinding.doubt.plain, .bad), depth: 1)) }
    return lines
  }

  private var integrity: [Line] {
    let unsound = findings.flatMap(\.unsound)
    return unsound.isEmpty ? ["\(good: "every run sound")"] : ["\(bad: "not sound")"] + unsound.map { "\($0)" }
  }
}
