package import Findings
import Measures
import Statistics

/// How often intervals hold the truth, as a table.
package struct CoverageReport {
  private let answer: CoverageAnswer
  private let style: TerminalStyle

  package init(_ answer: CoverageAnswer, _ style: TerminalStyle) {
    self.answer = answer
    self.style = style
  }

  package var text: String {
    var grid = Grid(["", "measure", "median", "intervals", "hold it", "", "mean by t", ""])
    for coverage in answer.judged {
      grid.add([
        coverage.subject, coverage.measure.shortText, coverage.truth.map(coverage.measure.unit.text) ?? "-",
        "\(coverage.intervals)", coverage.share.percent, answer.fails(coverage) ? "FAILS" : "",
        coverage.shareByMean.percent, answer.failsByMean(coverage) ? "too few" : "",
      ])
    }
    return [style.heading(title), grid.text, legend, verdict].joined(separator: "\n\n") + "\n"
  }

  /// A row for each measure of each subject, those without an interval included.
  package var csv: String {
    var text = "scenario,subject,measure,unit,median,intervals,held,fails,means,held_by_mean,mean_fails\n"
    for coverage in answer.coverages {
      let cells = [
        answer.scenario, coverage.subject, coverage.measure.description, coverage.measure.unit.name,
        coverage.truth.map { "\($0.rounded(toSignificantDigits: 6))" } ?? "", "\(coverage.intervals)",
        "\(coverage.held)", "\(answer.fails(coverage))", "\(coverage.means)", "\(coverage.heldByMean)",
        "\(answer.failsByMean(coverage))",
      ]
      text += cells.map(\.csvField).joined(separator: ",") + "\n"
    }
    return text
  }

  private var title: String {
    "\(answer.scenario): \(answer.blocks) blocks of \(answer.blockSize) of \(answer.runs) runs, "
      + "seeds \(answer.firstSeed) to \(answer.firstSeed + UInt64(answer.runs - 1))"
  }

  private var legend: String {
    """
    hold it: the 95 % intervals of the median, as studies tell them, that hold the median of all runs
    mean by t: the intervals that a mean would have by Student's t, which no study tells, and how many hold the mean
    """
  }

  private var verdict: String {
    let (failing, byMean) = (answer.judged.filter(answer.fails), answer.judged.filter(answer.failsByMean))
    let required = "significantly below \(CoverageAnswer.required.percent) (1 % over all)"
    let text = "\(failing.count) of \(answer.judged.count) are \(required); \(byMean.count) would be as means"
    return failing.isEmpty ? style.good(text) : style.bad(text)
  }
}
