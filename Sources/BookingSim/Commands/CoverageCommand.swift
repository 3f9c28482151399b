import ArgumentParser
import BookingCore
import Experiments
import Reports
import Results

struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Puts the intervals of studies to the test: how often they hold the truth.",
    discussion: """
      Runs each design many times, takes the median over all runs for the truth, and judges blocks of a few runs as \
      compare would, every measure and every difference. Ends with 1 when one holds the truth significantly too seldom.
      """
  )

  @Argument(help: "The scenario file.", completion: .scenario)
  var scenario: String

  @Option(help: "The designs, separated by commas.", completion: .designs)
  var designs = DesignRegistry.all.map(\.name).joined(separator: ",")

  @Option(help: "Runs of each design, whose median stands for the truth.")
  var runs = 2_000

  @Option(help: "The first seed; not one that studies use, so that the truth is from other seeds.")
  var seed: UInt64 = 1_000_001

  @Option(help: "Blocks that are drawn from the runs.")
  var blocks = 1_000

  @Option(help: "Runs of a block.")
  var blockSize = 20

  @Option(
    name: .customLong("set"),
    help: "Sets a key of the scenario, for example load.arrivals.users=20.",
    completion: .setting
  )
  var settings: [String] = []

  @Option(help: "How the result is written.")
  var format = ReportView<CoverageReport>.text

  func validate() throws {
    guard (6...10_000).contains(blockSize) else {
      throw ValidationError("--block-size is \(blockSize); expected 6 to 10000: fewer runs give no interval.")
    }
    guard (blockSize...ReplicationOptions.most).contains(runs) else {
      throw ValidationError("--runs is \(runs); expected \(blockSize) (a block) to \(ReplicationOptions.most).")
    }
    guard (1...1_000_000).contains(blocks) else {
      throw ValidationError("--blocks is \(blocks); expected 1 to 1000000.")
    }
    guard seed <= UInt64.max - UInt64(ReplicationOptions.most) else {
      throw ValidationError("--seed is \(seed); expected at most \(UInt64.max - UInt64(ReplicationOptions.most)).")
    }
  }

  func run() throws {
    let scenario = try Input.scenario(scenario, settings: settings)
    let designs = try Input.designs(designs)
    try Input.check(designs, fit: scenario)
    let subjects = designs.map { design in
      ExperimentSubject(
        scenario,
        design,
        settings: settings.compactMap { ExperimentCell.Setting(parsing: $0) },
        path: self.scenario
      )
    }
    let study = CoverageStudy(subjects, firstSeed: seed, runs: runs, blocks: blocks, blockSize: blockSize)
    let progress = Progress("runs", of: study.runs)
    let result = try Input.simulate { try study.result(progress.show) }
    progress.end()
    Console.standard.write(try CoverageReport(result).written(as: format, Console.layout(.full)))
    if result.judged.contains(where: result.fails) { throw CommandEnd.unsound }
  }
}
