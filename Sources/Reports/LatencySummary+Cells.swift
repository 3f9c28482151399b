import Measurements

extension LatencySummary {
  var isEmpty: Bool { count + never == 0 }

  /// p50, p90, p95, p99 and max, as cells of a table.
  var cells: [String] {
    [p50, p90, p95, p99, max].map { $0.duration(isEmpty: isEmpty) }
  }
}
