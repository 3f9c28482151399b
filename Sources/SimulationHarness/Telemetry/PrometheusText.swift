/// Metrics in the text exposition format that Prometheus reads: as a scrape at the end of the run would show them.
package struct PrometheusText {
  private static let quantiles = [("0.5", 50), ("0.95", 95), ("0.99", 99)]

  package let text: String

  /// - Parameter series: by name.
  package init(_ series: [MetricSeries]) {
    var lines: [String] = []
    var last = ""
    for each in series {
      let (name, kind) = (each.name.metric, each.name.kind)
      if name != last { lines.append("# TYPE \(name) \(Self.type(kind))") }
      last = name
      switch kind {
      case .counter: lines.append(Self.line(name, each.name.labels, each.sum))
      case .gauge: lines.append(Self.line(name, each.name.labels, each.values.last ?? 0))
      case .summary, .time: lines += Self.summary(each, per: kind == .time ? 1e9 : 1)
      }
    }
    text = lines.map { $0 + "\n" }.joined()
  }

  private static func type(_ kind: MetricSeries.Kind) -> String { kind == .time ? "summary" : kind.rawValue }

  private static func summary(_ series: MetricSeries, per unit: Double) -> [String] {
    let (sorted, name, labels) = (series.values.sorted(), series.name.metric, series.name.labels)
    let quantiles = Self.quantiles.map { quantile, percent in
      // Nearest rank.
      let value = sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
      return line(name, labels + [MetricSeries.Label(name: "quantile", value: quantile)], value / unit)
    }
    return quantiles + [
      line(name + "_sum", labels, series.sum / unit), line(name + "_count", labels, Double(sorted.count)),
    ]
  }

  private static func line(_ name: String, _ labels: [MetricSeries.Label], _ value: Double) -> String {
    let inner = labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",")
    let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    return name + (inner.isEmpty ? "" : "{\(inner)}") + " " + number
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
