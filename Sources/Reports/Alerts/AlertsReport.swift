import Measures
package import Results

/// Which alerts come before visitors notice, and which help nobody.
package struct AlertsReport: ResultReport {
  let result: AlertResult
  /// Writes the page of this study.
  let command: String

  /// - Parameter command: what writes the page of this study.
  package init(_ result: AlertResult, command: String) {
    self.result = result
    self.command = command
  }

  package static let pageView = ReportView("markdown", in: .markdown, \AlertsReport.page)

  package static let views = [pageView]

  package var screen: ReportContent {
    ReportContent(
      Paragraph(.title("\(result.cases.count) runs: which alerts come before visitors notice.")),
      Paragraph(.table(AlertTables(result: result).kinds(all: false))),
      Paragraph(.lines([integrity]))
    )
  }

  package var content: ReportContent {
    let tables = AlertTables(result: result)
    return ReportContent(
      Paragraph(.heading("Alerts"), .table(tables.kinds())),
      Paragraph(.heading("Runs"), .table(tables.runs)),
      Paragraph(.lines(result.unsound.isEmpty ? [integrity] : [integrity] + result.unsound.map { "\($0)" }))
    )
  }

  private var integrity: Line {
    result.unsound.isEmpty ? "\(good: "every run sound")" : "\(bad: "\(result.unsound.count) runs not sound")"
  }
}

/// The study as a page to be kept: equal results give equal bytes.
extension AlertsReport {
  var page: ReportContent {
    let tables = AlertTables(result: result)
    let unsound = result.unsound.map { ListItem("\($0)") }
    let problems = unsound.isEmpty ? [] : [Paragraph(.heading("Runs that are not sound")), Paragraph(.list(unsound))]
    return ReportContent(
      head + [Paragraph(.heading("What is watched")), Paragraph(.table(tables.rules))]
        + [Paragraph(.heading("How to read it")), Paragraph(.list(guide))]
        + [Paragraph(.heading("Alert by alert")), Paragraph(.table(tables.kinds()))] + verdicts
        + [Paragraph(.heading("Run by run")), Paragraph(.table(tables.runs))] + problems
    )
  }

  private var head: [Paragraph] {
    let (scenarios, groups) = (Set(result.cases.map(\.scenario)).count, result.groups.count)
    return [
      Paragraph(.title("Monitoring: which alerts help")),
      Paragraph(
        .line(
          """
          The alerts of the customer's documents, with their thresholds, over \(result.cases.count) runs: \(scenarios) \
          scenarios with the designs that they are for, \(groups) pairs in all.
          """
        )
      ),
      Paragraph(.line("This page is written by \(code: command); do not edit it.")),
    ]
  }

  private var guide: [ListItem] {
    [
      ListItem(
        """
        The monitoring is told of what all instances do, and judges at each full second what was told before. Thresholds are \
        settings (\(code: "monitoring:") in a scenario); watching changes no run.
        """
      ),
      ListItem(
        """
        \(strong: "Visitors notice") at the first failed answer to one of them, or as soon as, of all that they have asked for at \
        least 3 s before, more than 5 % took longer than 3 s (\(code: "visitors_notice")): the p95 of the time to booking is \
        beyond 3 s then.
        """
      ),
      ListItem(
        """
        \(strong: "before"), \(strong: "after"): runs in which the first alert of the kind came before visitors noticed, or not \
        before; \(strong: "missed"): they noticed, and it never came; \(strong: "for nothing"), \(strong: "silent"): they never \
        noticed, and it came, or did not. The lead is the time from the alert until they noticed (\(code: "alert_lead")).
        """
      ),
      ListItem(
        """
        The verdict follows by one rule for all: \(strong: "never") came in no run; \(strong: "for nothing") only where nobody \
        noticed; \(strong: "too late") never before they noticed; \(strong: "always") in more than half of the runs in which \
        nobody noticed, too; \(strong: "helps") before them in at least half of the runs in which they noticed; \
        \(strong: "sometimes") in fewer.
        """
      ),
    ]
  }

  private var verdicts: [Paragraph] {
    let instead = result.tallies.filter { $0.verdict != .helps }.compactMap { tally in
      tally.kind.instead.map { ListItem("\(strong: tally.kind.rawValue) (\(tally.verdict.rawValue)): \($0).") }
    }
    let own = result.rules.map(\.kind).filter { !$0.isOfDocuments }.map(\.rawValue).joined(separator: ", ")
    return [
      Paragraph(.heading("What to watch instead")),
      Paragraph(.list(instead)),
      Paragraph(.line("Not from the documents, and in the table to be held against those that are: \(own).")),
    ]
  }
}
