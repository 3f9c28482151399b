package import Measures

/// Every metric with its aggregates and tags, and the values of tags that have a closed list of them.
package enum MetricsList {
  package static func content(of catalogue: MetricCatalogue) -> ReportContent {
    var table = Table(["metric", "aggregates", "tags"])
    for metric in catalogue.all {
      let tags = metric.tags.map(\.name) + (metric.takesWindow ? ["window"] : [])
      table.add([.text(metric.name), .text(metric.aggregates), .text(tags.joined(separator: ", "))])
    }
    let meanings = catalogue.all.map { Line("\($0.name): \($0.summary)") }
    return ReportContent(Paragraph(.table(table)), Paragraph(.lines(meanings)), Paragraph(.lines(tagValues(catalogue))))
  }

  private static func tagValues(_ catalogue: MetricCatalogue) -> [Line] {
    var tags: [MetricTag] = []
    for tag in catalogue.all.flatMap(\.tags) where !tags.contains(tag) { tags.append(tag) }
    let lines = tags.sorted { $0.name < $1.name }.map { tag -> Line in
      // One name can have other values in other metrics.
      let isShared = tags.count { $0.name == tag.name } > 1
      let metrics = catalogue.all.filter { $0.tags.contains(tag) }.map(\.name).joined(separator: ", ")
      let values = tag.values?.joined(separator: ", ") ?? "what the simulated systems call theirs, unchecked"
      return "tag \(tag.name)\(isShared ? " of \(metrics)" : ""): \(values)"
    }
    let window: [Line] =
      catalogue.all.contains(where: \.takesWindow) ? ["tag window: two times, for example 0s..10s"] : []
    return lines + window + ["tag design, of every metric: the one design that the measure is meant for"]
  }
}
