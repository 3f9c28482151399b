import Measures

/// What planners look at first: calls in the rolling window over time, and 429s over time; of several runs on the same
/// axes.
enum RunCharts {
  static let windowTitle: Phrase = "Calls in the rolling 10 s window"
  static let policyTitle: Phrase = "429s over time, by policy"

  /// - Parameter runs: each with the heading that its charts stand under.
  static func paragraphs(of runs: [(heading: Phrase, run: RunSummary)]) -> [Paragraph] {
    let windows = WindowAxes(runs.compactMap { tenSeconds($0.run) })
    let refusals = RefusalAxes(runs.map(\.run.hubSpot.refusalsByPolicyPerSecond))
    return runs.flatMap { heading, run in
      [
        Paragraph(.heading(heading), .line(windowTitle), window(of: run, windows)),
        Paragraph(.line(policyTitle), .chart(.refusals(run.hubSpot.refusalsByPolicyPerSecond, refusals))),
      ]
    }
  }

  static func window(of run: RunSummary, _ axes: WindowAxes? = nil) -> Block {
    tenSeconds(run).map { .chart(.window($0, axes)) } ?? .line("none")
  }

  private static func tenSeconds(_ run: RunSummary) -> WindowNumbers? {
    run.hubSpot.windowsPerSecond.first { $0.bucket == "ten_second" }
  }

  static func refusals(_ series: [String: SecondSeries]) -> Block { .chart(.refusals(series)) }
}
