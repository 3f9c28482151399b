import Measures

/// What planners look at first: calls in the rolling window over time, and 429s over time.
enum RunCharts {
  static let windowTitle: Phrase = "Calls in the rolling 10 s window"
  static let policyTitle: Phrase = "429s over time, by policy"

  /// Under a heading of their own.
  static func paragraphs(of run: RunSummary, under heading: Phrase) -> [Paragraph] {
    [
      Paragraph(.heading(heading), .line(windowTitle), window(of: run)),
      Paragraph(.line(policyTitle), refusals(run.hubSpot.refusalsByPolicyPerSecond)),
    ]
  }

  static func window(of run: RunSummary) -> Block {
    run.hubSpot.windowsPerSecond.first { $0.bucket == "ten_second" }.map { .chart(.window($0)) } ?? .line("none")
  }

  static func refusals(_ series: [String: SecondSeries]) -> Block { .chart(.refusals(series)) }
}
