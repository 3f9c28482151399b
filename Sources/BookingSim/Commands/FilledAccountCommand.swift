import ArgumentParser
import SyncSimulation

/// For measurements of memory: what a run of so many records needs beyond the simulated HubSpot's own is its peak less this one's.
struct FilledAccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filled-account",
    abstract: "Fills a simulated HubSpot with records and ends: how much memory is its own.",
    shouldDisplay: false
  )

  @Option(help: "How many records.", transform: OptionText.whole)
  var records = 1_000_000

  func run() throws {
    guard (1...10_000_000).contains(records) else {
      throw CommandEnd.badInput("--records is \(records); expected 1 to 10,000,000.")
    }
    let records = records
    let held = try Input.simulate { try FilledAccount.hold(records, seed: 1) }
    Console.standard.write("\(held) objects\n")
  }
}
