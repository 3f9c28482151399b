import ArgumentParser
import Reports

struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Lists what thresholds, objectives and sweeps can measure: metrics, their aggregates and tags."
  )

  func run() throws {
    let layout = Console.layout(.full)
    Console.standard.write(MetricsList.content.text(layout.style, width: layout.width))
  }
}
