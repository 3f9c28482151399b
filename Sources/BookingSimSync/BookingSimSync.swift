import ArgumentParser
import Foundation

/// The command line of a sync that is kept in files.
@main
struct BookingSimSync: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "booking-sim-sync",
    abstract:
      "Brings records to a simulated HubSpot, with a journal in a file: ended at any point, it goes on where it stood.",
    discussion: """
      The journal is FILE, HubSpot's records are FILE.hubspot beside it; both survive the process. Time is virtual. \
      Exit codes: 0 done and sound, 1 not sound, 2 bad input, 70 internal error.
      """,
    subcommands: [RunCommand.self, ProgressCommand.self, StateCommand.self]
  )

  /// Runs the command and ends the process with a documented exit code. The parser's own code for bad usage (64)
  /// becomes 2.
  static func main() {
    // A reader that has seen enough, as `head` has, ends nothing: the exit code still tells the outcome.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let end as CommandEnd {
      end.leave()
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess {
        Output.standard.write(fullMessage(for: error) + "\n")
        CommandEnd.done.leave()
      }
      if code == .validationFailure { CommandEnd.badInput(fullMessage(for: error)).leave() }
      CommandEnd.internalError("\(error)").leave()
    }
  }
}
