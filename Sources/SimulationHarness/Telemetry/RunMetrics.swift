package import CoreMetrics
import DeterministicRuntime
import VirtualTime

/// The metrics that the instances of one run report, as their back-end would keep them: each with its virtual time. It is handed
/// to the run, and is nobody else's, so that runs go side by side.
package final class RunMetrics: MetricsFactory, Sendable {
  private let reports = Collected<Report>()

  package init() {}

  /// A number as it was reported.
  struct Report: Sendable {
    let at: VirtualInstant
    let series: MetricSeries.Name
    /// Nanoseconds of a length of time.
    let value: Double
  }

  /// What was reported until now: each series once, by name and labels.
  package var series: [MetricSeries] {
    var values: [MetricSeries.Name: [Double]] = [:]
    for report in reports.all { values[report.series, default: []].append(report.value) }
    return values.map { MetricSeries(name: $0.key, values: $0.value) }.sorted { $0.name < $1.name }
  }

  // MARK: What a library of metrics asks for

  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    Keeper(.counter, label, dimensions, reports)
  }

  package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    Keeper(aggregate ? .summary : .gauge, label, dimensions, reports)
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    Keeper(.time, label, dimensions, reports)
  }

  package func destroyCounter(_ handler: any CounterHandler) {}

  package func destroyRecorder(_ handler: any RecorderHandler) {}

  package func destroyTimer(_ handler: any TimerHandler) {}
}

/// Takes down the numbers of one series.
private final class Keeper: CounterHandler, RecorderHandler, TimerHandler, Sendable {
  private let series: MetricSeries.Name
  private let reports: Collected<RunMetrics.Report>

  init(
    _ kind: MetricSeries.Kind,
    _ label: String,
    _ dimensions: [(String, String)],
    _ reports: Collected<RunMetrics.Report>
  ) {
    series = MetricSeries.Name(
      metric: label,
      labels: dimensions.map { MetricSeries.Label(name: $0.0, value: $0.1) }.sorted(),
      kind: kind
    )
    self.reports = reports
  }

  private func keep(_ value: Double) {
    reports.append(RunMetrics.Report(at: VirtualClock().now, series: series, value: value))
  }

  func increment(by amount: Int64) { keep(Double(amount)) }

  /// A run is over before anybody would begin anew.
  func reset() {}

  func record(_ value: Int64) { keep(Double(value)) }

  func record(_ value: Double) { keep(value) }

  func recordNanoseconds(_ duration: Int64) { keep(Double(duration)) }
}
