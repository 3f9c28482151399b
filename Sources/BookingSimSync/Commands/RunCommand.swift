import AccountScenarios
import ArgumentParser
import BulkSync
import Faults
import Measures
import SimulatedHubSpot
import SyncSimulation

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a sync, or goes on with the one that stands in the journal: the same command does both."
  )

  @Option(
    help: "The journal; it is made where there is none. HubSpot's records are in FILE.hubspot.",
    completion: .file()
  )
  var journal: String

  @Option(help: "How the records are sent, one of \(Self.designs.map(\.name).joined(separator: ", ")).")
  var design = SyncDesign.batchedPaced.name

  @OptionGroup var source: SourceOptions

  @Option(help: "The limits of the account: \(HubSpotTier.names.joined(separator: ", ")), or requests in 10 s.")
  var tier = "starter"

  @Option(
    help: "Stop after so many virtual seconds, from 1: what is in flight is settled, the rest stays in the journal."
  )
  var stopAfter: Int?

  @Option(help: .hidden)
  var dieAtCall: Int?

  @Option(help: .hidden)
  var dieAfterCall: Int?

  /// Those whose work stands in a journal.
  private static var designs: [SyncDesign] { SyncDesign.all.filter(\.resumes) }

  func run() throws {
    let design = try chosenDesign()
    if let stopAfter, stopAfter < 1 {
      throw CommandEnd.badInput("--stop-after is \(stopAfter); expected 1 or more seconds.")
    }
    let limits = try asked(tier)
    let (name, source) = try self.source.read()
    let files = try SyncFiles(journal, makes: true)
    let start = try SyncStart(files.database, path: journal)
    try files.check(source, start)
    let summary = try summary(design, source, limits, files, start)
    let page = SyncPage(journal: journal, source: name, start: start, summary: summary, stopAfter: stopAfter)
    Output.standard.write(page.text)
    if !page.isSound { throw CommandEnd.unsound }
  }

  private func asked(_ tier: String) throws(CommandEnd) -> HubSpotLimits {
    do { return try TierLimits(tier, for: .starter()).limits } catch { throw .badInput("--tier \(error)") }
  }

  private func chosenDesign() throws(CommandEnd) -> SyncDesign {
    if let found = Self.designs.first(where: { $0.name == design }) { return found }
    let names = Self.designs.map(\.name).joined(separator: ", ")
    let reason = SyncDesign(named: design) == nil ? "is no design" : "keeps no journal"
    throw .badInput("--design \(design) \(reason); expected one of \(names).")
  }

  private func summary(
    _ design: SyncDesign,
    _ source: SyncSource,
    _ limits: HubSpotLimits,
    _ files: SyncFiles,
    _ start: SyncStart
  ) throws -> SyncSummary {
    var run = SyncRun(design, source)
    run.seed = self.source.seed
    run.world.limits = limits
    // Who dies here is the process.
    run.world.restarts = 0
    run.kept = files
    let watch = WatchedJournal.Watch(opening: start.remainder.map { "goes on: \($0)" }, stopAfter: stopAfter) { line in
      Output.error.write(line + "\n")
    }
    run.journalLayer = { WatchedJournal(inner: $0, watch: watch) }
    let deaths: [(call: Int?, fault: Fault)] = [(dieAtCall, .killedBefore), (dieAfterCall, .killedAfter)]
    run.faults = { _, _ in
      let script = FaultScript()
      for (call, fault) in deaths { if let call { script.strikePort(call, fault) } }
      return script
    }
    do {
      return try run.summary()
    } catch let error as KeptSyncError {
      throw CommandEnd.badInput(error.description)
    } catch SyncStop.journal(let error) {
      throw CommandEnd(error, journal)
    } catch {
      throw CommandEnd.internalError("\(error)")
    }
  }
}
