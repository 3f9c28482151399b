import ArgumentParser
import SimulationHarness

/// The command line.
@main
struct BookingSim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "booking-sim",
    abstract: "Runs a booking core against a simulated HubSpot, in virtual time, under the 9:00 rush.",
    discussion: """
      Exit codes: 0 done, 1 integrity violated or not converged, 2 bad input, 70 internal error, 130 and 143 \
      stopped by SIGINT and SIGTERM; of check also 3 threshold missed, 4 regression against the baseline, 5 not \
      deterministic.
      """,
    version: "booking-sim 0.2.0, model revision \(ScenarioRun.modelRevision)",
    subcommands: [
      RunCommand.self, CompareCommand.self, CapacityCommand.self, SweepCommand.self, MergeCommand.self,
      CheckCommand.self, ClaimsCommand.self, LeagueCommand.self, AlertsCommand.self, ValidateCommand.self,
      ScenariosCommand.self, SyncCommand.self, PlanSyncCommand.self, RecordsCommand.self,
      DesignsCommand.self, SchemaCommand.self, MetricsCommand.self, CoverageCommand.self, FilledAccountCommand.self,
    ]
  )

  /// Runs the command and ends the process with a documented exit code. The parser's own code for bad usage (64)
  /// becomes 2.
  static func main() {
    Console.open()
    StopSignals.shared.watch()
    if let unknown = UnknownCommand(Array(CommandLine.arguments.dropFirst())) {
      CommandEnd.badInput(unknown.message).leave()
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let end as CommandEnd {
      end.leave()
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess {
        Console.standard.write(fullMessage(for: error) + "\n")
        CommandEnd.done.leave()
      }
      if code == .validationFailure {
        CommandEnd.badInput(fullMessage(for: error)).leave()
      }
      CommandEnd.internalError("\(error)").leave()
    }
  }
}
