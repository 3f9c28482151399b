import Measures
package import Results
import Statistics

/// How often intervals hold the truth.
package struct CoverageReport: TabulatedReport {
  private let result: CoverageResult

  package init(_ result: CoverageResult) { self.result = result }

  package var content: ReportContent {
    var table = Table(["", "measure", "median", "intervals", "hold it", "", "mean by t", ""])
    for coverage in result.judged {
      let median = coverage.truth.map(coverage.measure.unit.text) ?? "-"
      table.add([
        .text(coverage.subject), .text(coverage.measure.shortText), .number(coverage.truth, shown: median),
        .count(coverage.intervals), .number(coverage.share, shown: coverage.share.percent),
        result.fails(coverage) ? "FAILS" : "", .number(coverage.shareByMean, shown: coverage.shareByMean.percent),
        result.failsByMean(coverage) ? "too few" : "",
      ])
    }
    return ReportContent(
      Paragraph(.title(title)),
      Paragraph(.table(table)),
      Paragraph(.lines(legend)),
      Paragraph(.line(verdict))
    )
  }

  /// A row for each measure of each subject, those without an interval included.
  package var rows: CSVText {
    let titles = [
      "scenario", "first_seed", "seeds", "subject", "measure", "unit", "median", "intervals", "held", "fails", "means",
      "held_by_mean", "mean_fails",
    ]
    var rows = CSVText(.coverageRows, titles)
    for coverage in result.coverages {
      rows.add([
        result.scenario, "\(result.firstSeed)", "\(result.runs)", coverage.subject, coverage.measure.description,
        coverage.measure.unit.name,
        coverage.truth.map { "\($0.rounded(toSignificantDigits: 6))" } ?? "", "\(coverage.intervals)",
        "\(coverage.held)", "\(result.fails(coverage))", "\(coverage.means)", "\(coverage.heldByMean)",
        "\(result.failsByMean(coverage))",
      ])
    }
    return rows
  }

  private var title: Phrase {
    let last = result.firstSeed + UInt64(result.runs - 1)
    return """
      \(result.scenario): \(result.blocks) blocks of \(result.blockSize) of \(result.runs) runs, \
      seeds \(result.firstSeed) to \(last)
      """
  }

  private var legend: [Line] {
    [
      "hold it: the 95 % intervals of the median, as studies tell them, that hold the median of all runs",
      "mean by t: the intervals that a mean would have by Student's t, which no study tells, and how many hold the mean",
    ]
  }

  private var verdict: Phrase {
    let (failing, byMean) = (result.judged.filter(result.fails), result.judged.filter(result.failsByMean))
    let required = "significantly below \(CoverageResult.required.percent) (1 % over all)"
    let text = "\(failing.count) of \(result.judged.count) are \(required); \(byMean.count) would be as means"
    return failing.isEmpty ? "\(good: text)" : "\(bad: text)"
  }
}
