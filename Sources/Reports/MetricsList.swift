import Measures

/// Every metric with its aggregates and tags.
package enum MetricsList {
  package static var text: String {
    var grid = Grid(["metric", "aggregates", "tags"])
    for metric in MetricCatalogue.all {
      let tags = metric.tags + (metric.takesWindow ? ["window"] : [])
      grid.add([metric.name, metric.aggregates, tags.joined(separator: ", ")])
    }
    let meanings = MetricCatalogue.all.map { "\($0.name): \($0.summary)" }
    return ([grid.text, ""] + meanings).joined(separator: "\n") + "\n"
  }
}
