import ArgumentParser
import BookingCore
import DeterministicRuntime
import Measurements
import Reports
import SimulationHarness

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Runs several designs on one scenario, under the same seed, and sets them side by side."
  )

  @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @Option(help: "The designs, separated by commas.")
  var designs = DesignRegistry.all.map(\.name).joined(separator: ",")

  @Option(help: "The seed of all chance in the runs.")
  var seed: UInt64 = 1

  @Option(help: "How the result is written.")
  var format = RunCommand.Format.text

  func run() throws {
    let scenario = try Input.scenario(scenario)
    let designs = try Input.designs(designs)
    let (progress, replay) = (Progress("designs", of: designs.count), Replay(scenario: self.scenario))
    let runs = try Input.simulate {
      try SideBySide.map(count: designs.count, finished: progress.show) { number in
        replay.inscribed(try ScenarioRun(scenario, designs[number], seed: seed).summaryWithDemand())
      }
    }
    progress.end()
    switch format {
    case .text: Console.standard.write(ComparisonReport(runs, Console.style).text)
    case .json: Console.standard.write(try JSONReport.text(runs) + "\n")
    }
    if !runs.allSatisfy(\.isSound) { throw CommandEnd.unsound }
  }
}
