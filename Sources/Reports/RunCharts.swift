import Measurements

/// What planners look at first: calls in the rolling window over time, and 429s over time.
struct RunCharts {
  private let run: RunSummary

  init(_ run: RunSummary) { self.run = run }

  var text: String {
    """
    \(WindowChart.title)
    \(WindowChart.text(of: run))

    429s over time, by policy
    \(RefusalChart(run.hubSpot.refusalsByPolicyPerSecond).text)
    """
  }
}
