import ArgumentParser
import Measures
import Reports

struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Lists what thresholds, objectives and sweeps can measure: metrics, their aggregates and tags."
  )

  @Option(help: "Of which product.")
  var product = Product.booking

  func run() throws {
    let layout = Console.layout(.full)
    Console.standard.write(MetricsList.content(of: .of(product)).text(layout.style, width: layout.width))
  }
}
