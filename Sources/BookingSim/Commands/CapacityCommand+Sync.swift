import AccountScenarios
import BulkSync
import DeterministicRuntime
import Experiments
import Measures
import Reports
import Results
import SyncScenarios
import Texts

/// How many records of a sync fit into a night.
extension CapacityCommand {
  /// What is asked of a sync where nothing else is said.
  static let night = "duration < 8 h, success == 100%"
  /// A run holds all its records in memory.
  private static let mostRecords = 2_000_000

  func searchRecords() throws {
    try refuseOptionsOfBookings()
    let scenario = try Input.syncScenario(self.scenario, settings: settings)
    guard scenario.beside == nil, scenario.urgent.isEmpty, case .sample = scenario.source else {
      throw CommandEnd.badInput(
        "\(self.scenario): is no sync of nightly records alone that are made up; expected source.records, and neither beside nor "
          + "urgent, whose records are so many of a file of another size."
      )
    }
    let designs = try designs.map { names throws(CommandEnd) in try Input.syncDesigns(names) } ?? scenario.designs
    let most = maxRecords ?? 300_000
    guard most <= Self.mostRecords else {
      throw CommandEnd.badInput("--max-records is \(most); expected at most \(Self.mostRecords).")
    }
    let study = SyncCapacityStudy(
      scenario,
      designs,
      objective: try recordsObjective(designs),
      tiers: try recordsTiers(scenario),
      mostRecords: most,
      share: hold?.share ?? 0.6,
      firstSeed: seed,
      command: (["booking-sim sync \(ShellWord.path(self.scenario))"] + settings.map { "--set \(ShellWord.quoted($0))" })
        .joined(separator: " ")
    )
    let view = try format.of(SyncCapacityReport.self)
    let progress = Progress("searches", of: study.plan.searches)
    let rows = try Input.simulate {
      try SideBySide.map(count: study.plan.searches, finished: progress.show) { try study.row($0) }
    }
    progress.end()
    let result = SyncCapacityResult(study.plan, rows)
    Console.standard.write(try SyncCapacityReport(result).written(as: view, sight.layout))
    if !result.isSound { throw CommandEnd.unsound }
  }

  private func refuseOptionsOfBookings() throws(CommandEnd) {
    let given = [
      ("--axes", axes != nil), ("--bisection-seeds", bisectionSeeds != nil), ("--max-users", maxUsers != nil),
      ("--max-rate", maxRate != nil), ("--load", load != nil), ("--shard", sharding.shard != nil),
    ].filter(\.1).map(\.0)
    guard !given.isEmpty else { return }
    throw .badInput(
      "\(given.joined(separator: " and ")) \(given.count == 1 ? "is" : "are") of bookings; \(scenario) is a sync, "
        + "which is searched over its records up to --max-records."
    )
  }

  private func recordsObjective(_ designs: [SyncDesign]) throws(CommandEnd) -> [Threshold] {
    let thresholds: [Threshold]
    do { thresholds = try Threshold.list(parsing: slo ?? Self.night, of: .bulkSync) } catch {
      throw .badInput("--slo, \(error)")
    }
    for threshold in thresholds {
      guard let design = threshold.measure.design, let objection = Product.bulkSync.objection(toDesign: design) else {
        continue
      }
      throw .badInput("--slo, \(threshold) is for no design: \(objection)")
    }
    for threshold in thresholds {
      guard let design = threshold.measure.design, !designs.contains(where: { $0.name == design }) else { continue }
      throw .badInput("--slo, \(threshold) is for \(design), which is not searched; expected one of those that are.")
    }
    for design in designs where !thresholds.contains(where: { $0.concerns(design: design.name) }) {
      throw .badInput("--slo has no threshold for \(design.name); expected one, or --designs without it.")
    }
    return thresholds
  }

  private func recordsTiers(_ scenario: SyncScenario) throws(CommandEnd) -> [CapacityPlan.Tier] {
    do { return try Tiers.tiers(tiers, for: scenario.account.limits) } catch { throw .badInput("--tiers \(error)") }
  }
}
